// What becomes of the simulated MobilePay's payments, agreements and charges: by its customers, by its merchant, and
// as its clock goes on; with an event, a ledger entry and a webhook for each step. Absent: HTTP.
import type { SimulatedState } from './simulated-state.ts';
import { CHARGE_FAILURES, chargeDelayOf, PHONES, webhookModeOfPhone } from './vipps-phones.ts';
import type {
  SimulatedAgreement,
  SimulatedCharge,
  SimulatedVippsPayment,
  VippsState,
} from './vipps-records.ts';
import type { WebhookOutbox } from './webhook-outbox.ts';

/** The vendor's: how long a customer has, for a payment as for an agreement. */
const OPEN_FOR_MS = 10 * 60_000;

export class VippsBooks {
  readonly state: SimulatedState<VippsState>;
  readonly merchantSerialNumber: string;
  readonly #outbox: WebhookOutbox;
  /** What time still changes: the rest is not looked at again, however much of it there is. */
  readonly #movingPayments: Set<SimulatedVippsPayment>;
  readonly #movingAgreements: Set<SimulatedAgreement>;

  constructor(
    state: SimulatedState<VippsState>,
    outbox: WebhookOutbox,
    merchantSerialNumber: string,
  ) {
    this.state = state;
    this.#outbox = outbox;
    this.merchantSerialNumber = merchantSerialNumber;
    this.#movingPayments = new Set(Object.values(state.value.payments));
    this.#movingAgreements = new Set(Object.values(state.value.agreements));
  }

  addPayment(payment: SimulatedVippsPayment, idempotencyKey: string | null): void {
    this.state.value.payments[payment.reference] = payment;
    this.#movingPayments.add(payment);
    this.note(payment, 'CREATED', payment.value, idempotencyKey);
  }

  addAgreement(agreement: SimulatedAgreement): void {
    this.state.value.agreements[agreement.id] = agreement;
    this.#movingAgreements.add(agreement);
  }

  /** Moves everything that is due by now. */
  move(): void {
    const now = this.state.now();
    for (const payment of this.#movingPayments) {
      if (payment.state !== 'CREATED') this.#movingPayments.delete(payment);
      else if (payment.approvedAt !== null && payment.approvedAt <= now && payment.phone !== null) {
        this.authorize(payment, payment.phone);
      } else if (payment.createdAt + OPEN_FOR_MS <= now) {
        payment.state = 'EXPIRED';
        this.note(payment, 'EXPIRED', payment.value, null);
      }
    }
    for (const agreement of this.#movingAgreements) {
      this.#moveAgreement(agreement, now);
      const isWaiting = agreement.status === 'PENDING';
      const isMoving = isWaiting || Object.values(agreement.charges).some(isOpen);
      if (!isMoving) this.#movingAgreements.delete(agreement);
    }
  }

  authorize(payment: SimulatedVippsPayment, phone: string): void {
    payment.phone = phone;
    payment.approvedAt = null;
    if (phone === PHONES.aborts) {
      this.abort(payment);
      return;
    }
    payment.state = 'AUTHORIZED';
    payment.authorized = payment.value;
    this.note(payment, 'AUTHORIZED', payment.value, null);
  }

  abort(payment: SimulatedVippsPayment): void {
    payment.state = 'ABORTED';
    this.note(payment, 'ABORTED', payment.value, null);
  }

  /** In the event log, on the ledger where money moved, and as a webhook. */
  note(
    payment: SimulatedVippsPayment,
    name: string,
    value: number,
    idempotencyKey: string | null,
  ): void {
    const pspReference = this.state.nextId('7');
    const timestamp = this.state.timestamp();
    payment.events.push({ name, pspReference, value, timestamp, idempotencyKey });
    const entryType = { CAPTURED: 'capture', REFUNDED: 'refund' }[name];
    if (entryType !== undefined) this.book(entryType, payment.reference, value, pspReference);
    this.#tell(`epayments.payment.${name.toLowerCase()}.v1`, payment.phone, {
      ...{ msn: this.merchantSerialNumber, reference: payment.reference, pspReference, name },
      ...{ amount: { currency: 'DKK', value }, timestamp, idempotencyKey, success: true },
    });
  }

  approve(agreement: SimulatedAgreement, phone: string): void {
    agreement.phone = phone;
    agreement.approvedAt = null;
    if (phone === PHONES.aborts) {
      this.reject(agreement);
      return;
    }
    agreement.status = 'ACTIVE';
    agreement.start = this.state.timestamp();
    agreement.maxAmount = agreement.suggestedMaxAmount;
    const { initialCharge } = agreement;
    if (initialCharge !== null) {
      const { id, amount, description } = initialCharge;
      const charge = this.addCharge(agreement, { id, amount, description, type: 'INITIAL' });
      this.#capture(agreement, charge);
    }
    this.#tellAgreement(agreement, 'activated', null);
  }

  reject(agreement: SimulatedAgreement): void {
    agreement.status = 'STOPPED';
    agreement.stop = this.state.timestamp();
    this.#tellAgreement(agreement, 'rejected', 'USER');
  }

  /** Charges that are not carried out yet end with it. */
  stop(agreement: SimulatedAgreement, actor: 'MERCHANT' | 'USER' | 'ADMIN'): void {
    agreement.status = 'STOPPED';
    agreement.stop = this.state.timestamp();
    for (const charge of Object.values(agreement.charges)) {
      if (isOpen(charge)) this.cancel(agreement, charge, '');
    }
    this.#tellAgreement(agreement, 'stopped', actor);
  }

  addCharge(
    agreement: SimulatedAgreement,
    wanted: Pick<SimulatedCharge, 'id' | 'amount' | 'description' | 'type'> &
      Partial<Pick<SimulatedCharge, 'externalId' | 'due' | 'retryDays'>>,
  ): SimulatedCharge {
    const today = copenhagenDay(this.state.now());
    const delayMs = chargeDelayOf(agreement.phone ?? '', this.state.value.chargeDelayMs);
    const charge: SimulatedCharge = {
      ...{ externalId: null, retryDays: 0, due: today, ...wanted },
      // Of a later day: at three in the night, as the vendor's batch in Denmark.
      dueAt:
        wanted.due === undefined
          ? this.state.now() + delayMs
          : Date.parse(`${wanted.due}T02:00:00Z`),
      ...{ status: wanted.due === undefined ? 'PROCESSING' : 'DUE', failureReason: null },
      ...{ captured: 0, refunded: 0, cancelled: 0, history: [] },
    };
    agreement.charges[charge.id] = charge;
    this.state.value.chargeOwners[charge.id] = agreement.id;
    this.#movingAgreements.add(agreement);
    return charge;
  }

  cancel(agreement: SimulatedAgreement, charge: SimulatedCharge, key: string): void {
    charge.status = 'CANCELLED';
    charge.cancelled = charge.amount;
    this.#record(charge, 'CANCEL', charge.amount, key);
    this.#tellCharge(agreement, charge, 'canceled');
  }

  refund(agreement: SimulatedAgreement, charge: SimulatedCharge, amount: number, key: string) {
    charge.refunded += amount;
    charge.status = charge.refunded === charge.captured ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    this.#record(charge, 'REFUND', amount, key);
    this.book('refund', charge.id, amount, this.state.nextId('7'));
    this.#tellCharge(agreement, charge, 'refunded');
  }

  /** By its id alone; null where there is none. */
  findCharge(id: string): { agreement: SimulatedAgreement; charge: SimulatedCharge } | null {
    const agreement = this.state.value.agreements[this.state.value.chargeOwners[id] ?? ''];
    const charge = agreement?.charges[id];
    return agreement === undefined || charge === undefined ? null : { agreement, charge };
  }

  book(entryType: string, reference: string, amount: number, pspReference: string): void {
    const comesIn = entryType === 'capture' || entryType === 'returned-disputed-capture';
    this.state.value.ledger.push({
      ...{ pspReference, entryType, reference, time: this.state.timestamp() },
      ledgerDate: copenhagenDay(this.state.now()),
      amount: comesIn ? amount : -amount,
    });
  }

  #moveAgreement(agreement: SimulatedAgreement, now: number): void {
    if (agreement.status === 'PENDING') {
      if (
        agreement.approvedAt !== null &&
        agreement.approvedAt <= now &&
        agreement.phone !== null
      ) {
        this.approve(agreement, agreement.phone);
      } else if (agreement.createdAt + OPEN_FOR_MS <= now) {
        agreement.status = 'EXPIRED';
        this.#tellAgreement(agreement, 'expired', null);
      }
    }
    for (const charge of Object.values(agreement.charges)) {
      if (isOpen(charge) && charge.dueAt <= now) this.#capture(agreement, charge);
    }
  }

  #capture(agreement: SimulatedAgreement, charge: SimulatedCharge): void {
    const isInitial = charge.type === 'INITIAL';
    const isAboveLimit = charge.amount > (agreement.maxAmount ?? 0);
    const failure = isAboveLimit
      ? 'charge_amount_too_high'
      : CHARGE_FAILURES[agreement.phone ?? ''];
    if (failure !== undefined && !isInitial) {
      charge.status = 'FAILED';
      charge.failureReason = failure;
      this.#record(charge, 'FAIL', charge.amount, '');
      this.#tellCharge(agreement, charge, 'failed');
      return;
    }
    charge.status = 'CHARGED';
    charge.captured = charge.amount;
    this.#record(charge, 'CAPTURE', charge.amount, '');
    this.book('capture', charge.id, charge.amount, this.state.nextId('7'));
    this.#tellCharge(agreement, charge, 'captured');
    const stopsNow = agreement.phone === PHONES.stopsAgreementLater && !isInitial;
    if (stopsNow) this.stop(agreement, 'USER');
  }

  #record(charge: SimulatedCharge, event: string, amount: number, idempotencyKey: string): void {
    charge.history.push({ occurred: this.state.timestamp(), event, amount, idempotencyKey });
  }

  #tellCharge(agreement: SimulatedAgreement, charge: SimulatedCharge, what: string): void {
    this.#tell(`recurring.charge-${what}.v1`, agreement.phone, {
      ...{ eventType: `recurring.charge-${what}.v1`, agreementId: agreement.id },
      ...{ chargeId: charge.id, chargeExternalId: charge.externalId, chargeType: charge.type },
      ...{ msn: this.merchantSerialNumber, amount: charge.amount, currency: 'DKK' },
      ...{ occurred: this.state.timestamp(), amountCaptured: charge.captured },
      ...{ amountCanceled: charge.cancelled, amountRefunded: charge.refunded },
      ...(charge.failureReason === null ? {} : { failureReason: charge.failureReason }),
    });
  }

  #tellAgreement(agreement: SimulatedAgreement, what: string, actor: string | null): void {
    this.#tell(`recurring.agreement-${what}.v1`, agreement.phone, {
      ...{ eventType: `recurring.agreement-${what}.v1`, agreementId: agreement.id },
      ...{ agreementExternalId: agreement.externalId, msn: this.merchantSerialNumber },
      ...{ occurred: this.state.timestamp(), ...(actor === null ? {} : { actor }) },
    });
  }

  #tell(eventName: string, phone: string | null, body: object): void {
    const mode = webhookModeOfPhone(phone) ?? this.state.value.webhookMode;
    for (const { url, events, secret } of this.state.value.registrations) {
      if (events.includes(eventName)) {
        this.#outbox.put({ address: url, eventName, body, secret }, mode);
      }
    }
  }
}

export function isOpen({ status }: SimulatedCharge): boolean {
  return status === 'PENDING' || status === 'DUE' || status === 'PROCESSING';
}

/** YYYY-MM-DD */
export function copenhagenDay(at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(at);
}
