// The page on which the simulated Nexi asks for a card. Each button is one way in which a payment can go.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { formatOre, ore } from '../../contracts/ore.ts';
import {
  closedText,
  overText,
  PAGE_ACTIONS,
  page,
  pageLanguage,
  paymentForm,
  redirectTo,
} from './hosted-page.ts';
import { expiryOf, NEXI_CARDS, NEXI_CHOICES } from './nexi-cards.ts';
import type { NexiBooks, SimulatedPayment } from './nexi-state.ts';

const Chosen = z.looseObject({
  action: z.enum(PAGE_ACTIONS),
  method: z.string().regex(/^\d{16}$/),
});

export function nexiPage(books: NexiBooks): Hono {
  const routes = new Hono();
  const { state } = books;

  routes.get('/:paymentId', (context) => {
    books.move();
    const payment = openPayment(context);
    return payment === null ? over(context) : form(context, payment);
  });

  routes.post('/:paymentId', async (context) => {
    books.move();
    const payment = openPayment(context);
    if (payment === null) return over(context);
    const chosen = Chosen.safeParse(await context.req.parseBody());
    if (!chosen.success) return context.text(z.prettifyError(chosen.error), 400);
    const { action, method } = chosen.data;
    const isDeclined = action === 'decline' || method === NEXI_CARDS.declinedAtPage;
    const card = { number: method, expiryDate: expiryOf(method, state.now()) };
    if (action === 'cancel') return redirectTo(context, payment.cancelUrl);
    if (action === 'close') return closed(context);
    if (isDeclined) {
      const error = { code: '05', message: 'Refused by issuer', source: 'Issuer' };
      books.tell(payment, 'payment.reservation.failed', { error });
      const language = pageLanguage(context);
      return context.redirect(`?declined=yes&language=${language}`, 303);
    }
    if (action === 'delay') {
      books.approveLater(payment, card);
    } else {
      books.approve(payment, card);
    }
    state.save();
    return redirectTo(context, payment.returnUrl, { paymentId: payment.paymentId });
  });

  /** One that can still be paid. */
  function openPayment(context: Context): SimulatedPayment | null {
    const payment = state.value.payments[context.req.param('paymentId') ?? ''];
    const isOpen = payment?.card === null && payment.terminated === null;
    return payment !== undefined && isOpen ? payment : null;
  }

  function form(context: Context, { order, returnUrl, cancelUrl }: SimulatedPayment) {
    const language = pageLanguage(context);
    const [item] = z.array(z.looseObject({ name: z.string() })).parse(order.items);
    return page(
      context,
      {
        ...{ language, title: language === 'da' ? 'Betal med kort' : 'Pay by card' },
        content: paymentForm({
          ...{ language, amountText: formatOre(ore(order.amount), language) },
          ...{ description: item?.name ?? '', choices: NEXI_CHOICES },
          methodLabel: { da: 'Kort', en: 'Card' },
          isDeclined: context.req.query('declined') === 'yes',
          delayMs: state.value.pageDelayMs,
        }),
      },
      [new URL(returnUrl).origin, new URL(cancelUrl).origin],
    );
  }

  return routes;
}

function over(context: Context) {
  const language = pageLanguage(context);
  const title = language === 'da' ? 'Betalingen er slut' : 'The payment is over';
  return page(context, { language, title, content: overText(language) });
}

function closed(context: Context) {
  const language = pageLanguage(context);
  const title = language === 'da' ? 'Vinduet er lukket' : 'The window is closed';
  return page(context, { language, title, content: closedText(language) });
}
