// MobilePay's payments as an account's tests need them, in place of the way out of the house: each change
// happens once under its key, a call can be lost before or after it is done, and the object can die there.
import { vi } from 'vitest';
import { FakeAgreements } from './fake-agreements.ts';

/** What becomes of a call: its answer is lost, or the object dies; before it was done, or after. */
export type Trouble = 'lost_before' | 'lost_after' | 'crash_before' | 'crash_after';

interface FakePayment {
  readonly amountOre: number;
  state: 'CREATED' | 'ABORTED' | 'AUTHORIZED' | 'TERMINATED';
  capturedOre: number;
  refundedOre: number;
  /** How often money was really taken. */
  captures: number;
}

export interface ListedMovement {
  readonly pspReference: string;
  readonly time: string;
  readonly entryType: string;
  readonly reference: string | null;
  readonly currency: string;
  readonly amount: number;
}

export class FakeMobilePay {
  readonly payments = new Map<string, FakePayment>();
  readonly recurring = new FakeAgreements();
  /** What it reports as booked, by day. */
  readonly lists = new Map<string, ListedMovement[]>();
  /** What it answers for a day instead of a list. */
  readonly instead = new Map<string, () => Response>();
  /** Each key, and whether what it stands for was done: the answer to a repeat. */
  readonly #keys = new Map<string, boolean>();
  /** References that arrived here, or were lost on the way. */
  readonly #begun = new Set<string>();
  /** For the calls to come, in their order; null lets one through. */
  readonly #troubles: (Trouble | null)[] = [];
  isDown = false;
  /** Calls are taken and never answered: each ends with its caller's patience, or with {@link calm}. */
  hangs = false;
  /** Where each such call is cut off sooner than by its caller. */
  hangsForMs: number | null = null;
  /** Also while it hangs. */
  listsAllTheSame = false;
  readonly #hanging: (() => void)[] = [];
  /** Of another sum than was asked for, as a forged or confused answer would be. */
  saysAmountOre: number | null = null;
  /** Each refund is refused, as a provider without cover would. */
  refusesRefunds = false;
  calls: string[] = [];
  /** Ends the object that is calling; put here by the test. */
  crash: () => void = () => undefined;

  /** From now on until the spies are restored. */
  install(): void {
    vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) =>
      this.#answer(String(address), init ?? {}),
    );
  }

  trouble(...troubles: (Trouble | null)[]): void {
    this.#troubles.push(...troubles);
  }

  calm(): void {
    this.#troubles.length = 0;
    this.isDown = false;
    this.hangs = false;
    for (const end of this.#hanging.splice(0)) end();
    this.saysAmountOre = null;
  }

  payment(reference: string): FakePayment {
    const payment = this.payments.get(reference);
    if (payment === undefined) throw new Error(`MobilePay has no payment ${reference}`);
    return payment;
  }

  /** What the customer does on the page. */
  approve(reference: string): void {
    const payment = this.payment(reference);
    if (payment.state === 'CREATED') payment.state = 'AUTHORIZED';
  }

  decline(reference: string): void {
    const payment = this.payment(reference);
    if (payment.state === 'CREATED') payment.state = 'ABORTED';
  }

  async #answer(address: string, init: RequestInit): Promise<Response> {
    if (!address.startsWith('https://mobilepay.example/')) {
      return new Response(null, { status: 201 });
    }
    if (address.endsWith('/accesstoken/get')) {
      return Response.json({ access_token: 'token', expires_in: '3600' });
    }
    // An account of an earlier test may still ask by its alarm: the troubles of this one are not for it.
    if (this.#isOfEarlierTest(address, init)) return Response.json({}, { status: 404 });
    const { pathname } = new URL(address);
    const isOfLists = pathname === '/settlement/v1/ledgers' || pathname.startsWith('/report/');
    if (this.hangs && !(this.listsAllTheSame && isOfLists)) return this.#hang(init);
    const trouble = this.#troubles.shift() ?? null;
    if (this.isDown || trouble === 'lost_before') throw new Error('connection refused');
    if (trouble === 'crash_before') this.#die();
    if (pathname === '/settlement/v1/ledgers') {
      return Response.json({ items: [{ ledgerId: '302321', currency: 'DKK' }] });
    }
    if (pathname.startsWith('/report/')) return this.#report(pathname.slice(-10));
    const response = this.#carryOutAt(pathname, init);
    if (trouble === 'lost_after') throw new Error('connection reset');
    if (trouble === 'crash_after') this.#die();
    return response;
  }

  #isOfEarlierTest(address: string, init: RequestInit): boolean {
    const asked = /\/epayment\/v1\/payments\/([^/]+)/.exec(address)?.[1];
    if (asked !== undefined) return !this.#begun.has(asked);
    if (address.endsWith('/epayment/v1/payments')) {
      this.#begun.add((JSON.parse(String(init.body)) as { reference: string }).reference);
    }
    return false;
  }

  #hang({ signal }: RequestInit): Promise<Response> {
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      if (this.hangsForMs === null) {
        this.#hanging.push(() => reject(new Error('the call was ended')));
      } else setTimeout(() => reject(new Error('the call was cut off')), this.hangsForMs);
    });
  }

  /** A day without a list is not closed yet. */
  #report(day: string): Response {
    const instead = this.instead.get(day);
    if (instead !== undefined) return instead();
    const items = this.lists.get(day);
    return Response.json({ items: items ?? [], cursor: '', tryLater: items === undefined });
  }

  #die(): never {
    this.crash();
    throw new Error('the object is gone');
  }

  #carryOutAt(pathname: string, init: RequestInit): Response {
    const [, ofAgreements] = pathname.split('/recurring/v3/agreements');
    if (ofAgreements !== undefined) {
      const [, , charges, , change] = ofAgreements.split('/');
      const what = change ?? (charges === undefined ? 'agreement' : 'charge');
      this.calls.push(`${init.method} ${what}`);
      return this.recurring.carryOut(ofAgreements, init);
    }
    const path = pathname.replace('/epayment/v1/payments', '');
    this.calls.push(`${init.method} ${path.split('/')[2] ?? ''}`.trim());
    return this.#carryOut(path, init);
  }

  #carryOut(path: string, init: RequestInit): Response {
    const [, reference = '', change] = path.split('/');
    const key = `${path} ${new Headers(init.headers).get('idempotency-key')}`;
    if (init.method === 'POST' && reference === '') return this.#create(init);
    const payment = this.payments.get(reference);
    if (payment === undefined) return Response.json({}, { status: 404 });
    if (init.method === 'POST') {
      const isRefused = change === 'refund' && this.refusesRefunds;
      const isDone = this.#keys.get(key) ?? (!isRefused && changed(payment, change));
      this.#keys.set(key, isDone);
      if (!isDone) return Response.json({}, { status: 409 });
    }
    return Response.json(this.#shown(reference, payment));
  }

  #create(init: RequestInit): Response {
    const body = JSON.parse(String(init.body)) as { reference: string; amount: { value: number } };
    const { reference, amount } = body;
    if (!this.payments.has(reference)) {
      this.payments.set(reference, {
        ...{ amountOre: amount.value, state: 'CREATED' },
        ...{ capturedOre: 0, refundedOre: 0, captures: 0 },
      });
    }
    const redirectUrl = `https://mobilepay.example/page/${reference}`;
    return Response.json({ redirectUrl, reference }, { status: 201 });
  }

  #shown(reference: string, payment: FakePayment): object {
    const dkk = (value: number) => ({ currency: 'DKK', value });
    const isApproved = payment.state === 'AUTHORIZED';
    return {
      ...{ reference, state: payment.state },
      amount: dkk(this.saysAmountOre ?? payment.amountOre),
      aggregate: {
        authorizedAmount: dkk(isApproved ? payment.amountOre : 0),
        cancelledAmount: dkk(payment.state === 'TERMINATED' ? payment.amountOre : 0),
        capturedAmount: dkk(payment.capturedOre),
        refundedAmount: dkk(payment.refundedOre),
      },
    };
  }
}

/** False where the payment does not stand so that it can be done. */
function changed(payment: FakePayment, change: string | undefined): boolean {
  const isReserved = payment.state === 'AUTHORIZED' && payment.capturedOre === 0;
  if (change === 'capture' && isReserved) {
    payment.capturedOre = payment.amountOre;
    payment.captures += 1;
    return true;
  }
  if (change === 'refund' && payment.capturedOre > payment.refundedOre) {
    payment.refundedOre = payment.capturedOre;
    return true;
  }
  if (change === 'cancel' && (isReserved || payment.state === 'CREATED')) {
    payment.state = 'TERMINATED';
    return true;
  }
  return false;
}
