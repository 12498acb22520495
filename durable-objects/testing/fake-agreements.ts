// MobilePay's agreements and the charges on them, as an account's tests need them: part of FakeMobilePay, which
// loses calls and lets objects die. A charge is taken at once, unless the test has said what becomes of it.

type Status = 'PENDING' | 'ACTIVE' | 'STOPPED' | 'EXPIRED';

interface FakeCharge {
  readonly agreementId: string;
  readonly amountOre: number;
  status: 'PENDING' | 'CHARGED' | 'FAILED' | 'REFUNDED' | 'CANCELLED';
  failureReason: string | null;
  capturedOre: number;
  refundedOre: number;
  /** How often money was really taken. */
  captures: number;
}

interface FakeAgreement {
  readonly reference: string;
  readonly firstOre: number | null;
  /** What the customer sees of the rule, and its ceiling. */
  readonly said: string;
  readonly mostOre: number;
  status: Status;
  startedAt: string | null;
}

/** What becomes of a charge: taken, left waiting, cancelled there, or failed for one of the vendor's reasons. */
export type ChargeFate =
  | 'taken'
  | 'waits'
  | 'cancelled'
  | 'technical_error'
  | 'user_action_required'
  | 'charge_amount_too_high';

export class FakeAgreements {
  readonly agreements = new Map<string, FakeAgreement>();
  /** By our reference, first top-ups among them. */
  readonly charges = new Map<string, FakeCharge>();
  /** Of the charges to come, in their order. */
  readonly #fates: ChargeFate[] = [];
  /** Of all that have no fate of their own. */
  fate: ChargeFate = 'taken';
  /** Said of each charge instead of what is so, field by field. */
  says: object = {};
  /** What every order is answered with, none carried out, and every look at a charge; null for the usual. */
  orderStatus: number | null = null;
  lookStatus: number | null = null;

  nextFates(...fates: ChargeFate[]): void {
    this.#fates.push(...fates);
  }

  forgetFates(): void {
    this.#fates.length = 0;
  }

  /** What the customer does on the page. */
  approve(reference: string): void {
    const [agreementId, agreement] = this.of(reference);
    if (agreement.status !== 'PENDING') return;
    agreement.status = 'ACTIVE';
    agreement.startedAt = '2026-11-21T12:00:00Z';
    if (agreement.firstOre !== null) this.#charge(agreementId, reference, agreement.firstOre);
  }

  decline(reference: string): void {
    const [, agreement] = this.of(reference);
    if (agreement.status === 'PENDING') agreement.status = 'EXPIRED';
  }

  /** In the app, at any time. */
  stop(reference: string): void {
    const [, agreement] = this.of(reference);
    if (agreement.status === 'ACTIVE') agreement.status = 'STOPPED';
  }

  of(reference: string): [agreementId: string, FakeAgreement] {
    const found = [...this.agreements].find(([, one]) => one.reference === reference);
    if (found === undefined) throw new Error(`MobilePay has no agreement ${reference}`);
    return found;
  }

  /** A charge that waited has gone through, or not. */
  settle(reference: string, fate: ChargeFate): void {
    const charge = this.charges.get(reference);
    if (charge?.status === 'PENDING') become(charge, fate);
  }

  /** @param path after `/recurring/v3/agreements` */
  carryOut(path: string, init: RequestInit): Response {
    const [, agreementId = '', , reference, change] = path.split('/');
    const { method = 'GET' } = init;
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : {};
    if (agreementId === '') return this.#start(body);
    const agreement = this.agreements.get(agreementId);
    if (agreement === undefined) return Response.json({}, { status: 404 });
    if (path.includes('/charges')) {
      if (reference === undefined) return this.#order(agreementId, agreement, body);
      return this.#seen(reference, method === 'POST' && change === 'refund');
    }
    if (method !== 'PATCH') return Response.json(shown(agreementId, agreement));
    if (agreement.status !== 'ACTIVE') return Response.json({}, { status: 400 });
    agreement.status = 'STOPPED';
    return new Response(null, { status: 204 });
  }

  #start(body: {
    externalId: string;
    productDescription: string;
    pricing: { suggestedMaxAmount: number };
    initialCharge?: { amount: number };
  }): Response {
    const { externalId: reference, initialCharge, pricing, productDescription } = body;
    const known = [...this.agreements].find(([, one]) => one.reference === reference);
    const agreementId = known?.[0] ?? `agr_${this.agreements.size + 1}_${reference.slice(-8)}`;
    if (known === undefined) {
      this.agreements.set(agreementId, {
        ...{ reference, firstOre: initialCharge?.amount ?? null, status: 'PENDING' },
        ...{ said: productDescription, mostOre: pricing.suggestedMaxAmount, startedAt: null },
      });
    }
    const vippsConfirmationUrl = `https://mobilepay.example/page/${reference}`;
    return Response.json({ agreementId, vippsConfirmationUrl }, { status: 201 });
  }

  #order(
    agreementId: string,
    agreement: FakeAgreement,
    body: { orderId: string; amount: number },
  ): Response {
    if (this.orderStatus !== null) return Response.json({}, { status: this.orderStatus });
    if (agreement.status !== 'ACTIVE') return Response.json({}, { status: 400 });
    // The same order again is the same charge, whatever has become of it.
    if (!this.charges.has(body.orderId)) this.#charge(agreementId, body.orderId, body.amount);
    return Response.json({ chargeId: body.orderId }, { status: 201 });
  }

  #charge(agreementId: string, reference: string, amountOre: number): void {
    const charge: FakeCharge = {
      ...{ agreementId, amountOre, status: 'PENDING', failureReason: null },
      ...{ capturedOre: 0, refundedOre: 0, captures: 0 },
    };
    this.charges.set(reference, charge);
    become(charge, this.#fates.shift() ?? this.fate);
  }

  #seen(reference: string, isRefund: boolean): Response {
    const charge = this.charges.get(reference);
    if (charge === undefined) return Response.json({}, { status: 404 });
    if (this.lookStatus !== null) return Response.json({}, { status: this.lookStatus });
    if (isRefund && charge.refundedOre === 0) {
      charge.refundedOre = charge.capturedOre;
      charge.status = 'REFUNDED';
    }
    return Response.json({
      ...{ id: reference, amount: charge.amountOre, currency: 'DKK', status: charge.status },
      failureReason: charge.failureReason,
      summary: { captured: charge.capturedOre, refunded: charge.refundedOre, cancelled: 0 },
      history: [],
      ...this.says,
    });
  }
}

function become(charge: FakeCharge, fate: ChargeFate): void {
  if (fate === 'waits') return;
  if (fate === 'cancelled') {
    charge.status = 'CANCELLED';
    return;
  }
  if (fate !== 'taken') {
    charge.status = 'FAILED';
    charge.failureReason = fate;
    return;
  }
  charge.status = 'CHARGED';
  charge.capturedOre = charge.amountOre;
  charge.captures += 1;
}

function shown(agreementId: string, agreement: FakeAgreement): object {
  const { status, reference, startedAt: start } = agreement;
  const pricing = { type: 'VARIABLE', currency: 'DKK', maxAmount: null };
  return { id: agreementId, status, externalId: reference, start, pricing };
}
