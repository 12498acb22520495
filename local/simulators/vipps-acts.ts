// What MobilePay's customers, its merchant's portal and a bank can do without us, for tests and for the control page.
// Absent: the page (control-routes.ts).
import { formatOre, ore } from '../../contracts/ore.ts';
import type { Act, Target } from './control-routes.ts';
import type { SimulatedAgreement } from './vipps-records.ts';
import type { VippsBooks } from './vipps-state.ts';

export function vippsActs(books: VippsBooks): Record<string, Act> {
  const { value } = books.state;
  const active = () => Object.values(value.agreements).filter(({ status }) => status === 'ACTIVE');
  /** Of payments and of charges on agreements, in one list as they were made. */
  const captured = (): Target[] => {
    const paid = Object.values(value.payments).filter((one) => one.captured > one.refunded);
    const charges = Object.values(value.agreements)
      .flatMap((agreement) => Object.values(agreement.charges))
      .filter((one) => one.captured > one.refunded);
    return [
      ...paid.map((one) => targetOf(one.reference, one.captured, one.createdAt)),
      ...charges.map((one) => targetOf(one.externalId ?? one.id, one.captured, one.dueAt)),
    ]
      .toSorted((left, right) => left.at - right.at)
      .map(({ target }) => target);
  };
  return {
    stop_agreement: {
      about: { da: 'Kunden opsiger en aftale', en: 'The customer stops an agreement' },
      targets: () => active().map(agreementTarget),
      run(agreementId) {
        const agreement = value.agreements[agreementId];
        if (agreement?.status !== 'ACTIVE') throw new Error(`${agreementId} is not in force.`);
        books.stop(agreement, 'USER');
      },
    },
    lower_own_limit: {
      about: {
        da: 'Kunden sætter sin grænse til 1 kr.',
        en: 'The customer sets the limit to DKK 1',
      },
      targets: () => active().map(agreementTarget),
      run(agreementId) {
        const agreement = value.agreements[agreementId];
        if (agreement === undefined) throw new Error(`There is no ${agreementId}.`);
        agreement.maxAmount = 100;
      },
    },
    refund_in_portal: {
      about: { da: 'Tilbagefør en betaling i portalen', en: 'Refund a payment in the portal' },
      targets: captured,
      run(reference) {
        const payment = value.payments[reference];
        if (payment !== undefined) {
          const left = payment.captured - payment.refunded;
          payment.refunded += left;
          books.note(payment, 'REFUNDED', left, null);
          return;
        }
        const found = books.findCharge(reference);
        if (found === null) throw new Error(`There is no ${reference}.`);
        const { agreement, charge } = found;
        books.refund(agreement, charge, charge.captured - charge.refunded, '');
      },
    },
    dispute: {
      about: { da: 'Indsigelse mod en betaling', en: 'Dispute a payment' },
      targets: captured,
      run(reference) {
        const amount =
          value.payments[reference]?.captured ?? books.findCharge(reference)?.charge.captured ?? 0;
        if (amount === 0) throw new Error(`Nothing was captured under ${reference}.`);
        const captured = value.ledger.find(
          (entry) => entry.reference === reference && entry.entryType === 'capture',
        );
        // The vendor's own: a dispute has the id of its capture.
        const pspReference = captured?.pspReference ?? books.state.nextId('7');
        books.book('retained-disputed-capture', reference, amount, pspReference);
      },
    },
  };
}

function agreementTarget({ id, phone, productDescription }: SimulatedAgreement): Target {
  const label = `${phone ?? '–'}: ${productDescription}`;
  return { id, label: { da: label, en: label } };
}

function targetOf(id: string, amount: number, at: number): { at: number; target: Target } {
  const when = new Date(at).toISOString();
  const label = {
    da: `${formatOre(ore(amount), 'da')}, ${when}`,
    en: `${formatOre(ore(amount), 'en')}, ${when}`,
  };
  return { at, target: { id, label } };
}
