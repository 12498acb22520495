// What the simulated Nexi, its merchant's portal and a card's issuer can do without us, for tests and for the
// control page. Absent: the page (control-routes.ts).
import { formatOre, ore } from '../../contracts/ore.ts';
import type { Act, Target } from './control-routes.ts';
import { masked } from './nexi-cards.ts';
import type { NexiBooks, SimulatedPayment } from './nexi-state.ts';

export function nexiActs(books: NexiBooks): Record<string, Act> {
  const { value } = books.state;
  const payments = () => Object.values(value.payments).filter(({ charges }) => charges.length > 0);
  return {
    refund_in_portal: {
      about: { da: 'Tilbagefør en betaling i portalen', en: 'Refund a payment in the portal' },
      targets: () =>
        payments()
          .filter((payment) => left(payment) > 0)
          .map(targetOf),
      run(paymentId) {
        const payment = find(value.payments[paymentId], paymentId);
        const amount = left(payment);
        if (amount <= 0) throw new Error('Nothing is left to give back.');
        books.refund(payment, amount);
      },
    },
    expire_card: {
      about: { da: 'Lad et gemt kort udløbe', en: 'Let a stored card expire' },
      targets: () =>
        Object.entries(value.subscriptions).map(([id, { number, expiryDate }]) => {
          const ends = `${expiryDate.slice(0, 2)}/${expiryDate.slice(2)}`;
          const card = masked(number);
          return { id, label: { da: `${card}, udløber ${ends}`, en: `${card}, expires ${ends}` } };
        }),
      run(subscriptionId) {
        const card = find(value.subscriptions[subscriptionId], subscriptionId);
        value.subscriptions[subscriptionId] = { ...card, expiryDate: '0120' };
      },
    },
    charge_twice: {
      about: {
        da: 'Træk en betaling en gang til i portalen',
        en: 'Charge a payment once more in the portal',
      },
      targets: () => payments().map(targetOf),
      run(paymentId) {
        const { charges, order } = find(value.payments[paymentId], paymentId);
        const created = books.state.timestamp();
        charges.push({ chargeId: books.state.nextId('c'), amount: order.amount, created });
      },
    },
  };
}

function targetOf({ paymentId, order, created, card }: SimulatedPayment): Target {
  const amountOre = ore(order.amount);
  const of = card === null ? '' : `, ${masked(card.number)}`;
  return {
    id: paymentId,
    label: {
      da: `${formatOre(amountOre, 'da')}, ${created}${of}`,
      en: `${formatOre(amountOre, 'en')}, ${created}${of}`,
    },
  };
}

function left({ charges, refunds }: SimulatedPayment): number {
  const sum = (list: readonly { amount: number }[]) =>
    list.reduce((total, { amount }) => total + amount, 0);
  return sum(charges) - sum(refunds);
}

function find<Thing>(thing: Thing | undefined, id: string): Thing {
  if (thing === undefined) throw new Error(`There is no ${id}.`);
  return thing;
}
