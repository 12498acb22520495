// The page on which the simulated MobilePay asks for a phone and plays its app, for a payment and for an
// agreement. Each button is one way in which it can go.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { formatOre, ore } from '../../contracts/ore.ts';
import {
  closedText,
  overText,
  PAGE_ACTIONS,
  type PageAction,
  page,
  pageLanguage,
  paymentForm,
  redirectTo,
} from './hosted-page.ts';
import { PHONE_CHOICES } from './vipps-phones.ts';
import type { VippsBooks } from './vipps-state.ts';

const Chosen = z.looseObject({
  action: z.enum(PAGE_ACTIONS),
  method: z.string().regex(/^\d{10}$/),
});

/** A payment or an agreement that waits for its customer. */
interface Waiting {
  readonly amount: number;
  readonly description: string;
  readonly returnUrl: string;
  approve(phone: string): void;
  reject(phone: string): void;
  delay(phone: string): void;
}

export function vippsPage(books: VippsBooks): Hono {
  const routes = new Hono();
  const { state } = books;

  routes.get('/:kind/:id', (context) => {
    books.move();
    const waiting = find(context);
    return waiting === null ? plain(context, 'over') : form(context, waiting);
  });

  routes.post('/:kind/:id', async (context) => {
    books.move();
    const waiting = find(context);
    if (waiting === null) return plain(context, 'over');
    const chosen = Chosen.safeParse(await context.req.parseBody());
    if (!chosen.success) return context.text(z.prettifyError(chosen.error), 400);
    const { action, method } = chosen.data;
    if (action === 'close') return plain(context, 'closed');
    act(waiting, action, method);
    state.save();
    return redirectTo(context, waiting.returnUrl);
  });

  function find(context: Context): Waiting | null {
    const id = context.req.param('id') ?? '';
    return context.req.param('kind') === 'payments' ? payment(id) : agreement(id);
  }

  function payment(reference: string): Waiting | null {
    const found = state.value.payments[reference];
    if (found === undefined || found.state !== 'CREATED' || found.phone !== null) return null;
    return {
      ...{ amount: found.value, description: found.description, returnUrl: found.returnUrl },
      approve: (phone) => books.authorize(found, phone),
      reject: (phone) => {
        found.phone = phone;
        books.abort(found);
      },
      delay: (phone) => {
        found.phone = phone;
        found.approvedAt = state.now() + state.value.pageDelayMs;
      },
    };
  }

  function agreement(id: string): Waiting | null {
    const found = state.value.agreements[id];
    if (found === undefined || found.status !== 'PENDING' || found.phone !== null) return null;
    return {
      amount: found.initialCharge?.amount ?? 0,
      description: `${found.productName}: ${found.productDescription}`,
      returnUrl: found.redirectUrl,
      approve: (phone) => books.approve(found, phone),
      reject: (phone) => {
        found.phone = phone;
        books.reject(found);
      },
      delay: (phone) => {
        found.phone = phone;
        found.approvedAt = state.now() + state.value.pageDelayMs;
      },
    };
  }

  function form(context: Context, { amount, description, returnUrl }: Waiting) {
    const language = pageLanguage(context);
    const content = paymentForm({
      ...{ language, amountText: formatOre(ore(amount), language), description },
      ...{ choices: PHONE_CHOICES, methodLabel: { da: 'Telefon', en: 'Phone' } },
      ...{ isDeclined: false, delayMs: state.value.pageDelayMs },
    });
    const title = language === 'da' ? 'Godkend i MobilePay' : 'Approve in MobilePay';
    return page(context, { language, title, content }, [new URL(returnUrl).origin]);
  }

  return routes;
}

/** Its customers have one way back, whatever they chose. */
function act(waiting: Waiting, action: Exclude<PageAction, 'close'>, phone: string): void {
  if (action === 'approve') waiting.approve(phone);
  else if (action === 'delay') waiting.delay(phone);
  else waiting.reject(phone);
}

function plain(context: Context, what: 'over' | 'closed') {
  const language = pageLanguage(context);
  const titles = {
    over: { da: 'Her er intet at godkende', en: 'There is nothing to approve' },
    closed: { da: 'Vinduet er lukket', en: 'The window is closed' },
  } as const;
  const content = what === 'over' ? overText(language) : closedText(language);
  return page(context, { language, title: titles[what][language], content });
}
