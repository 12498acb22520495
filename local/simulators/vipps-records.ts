// The shape of what the simulated MobilePay knows: payments, agreements with their charges, registrations of webhooks,
// and the ledger that its reports are drawn from. Plain JSON; absent: what becomes of it (vipps-state.ts).
import type { IdempotentState } from './idempotency.ts';
import { COMMON_STATE } from './simulated-state.ts';

export interface PaymentEvent {
  readonly name: string;
  readonly pspReference: string;
  readonly value: number;
  readonly timestamp: string;
  readonly idempotencyKey: string | null;
}

export interface SimulatedVippsPayment {
  readonly reference: string;
  readonly value: number;
  readonly returnUrl: string;
  readonly description: string;
  readonly pspReference: string;
  readonly createdAt: number;
  state: 'CREATED' | 'ABORTED' | 'EXPIRED' | 'AUTHORIZED' | 'TERMINATED';
  authorized: number;
  captured: number;
  refunded: number;
  cancelled: number;
  phone: string | null;
  /** When a delayed approval takes effect; null where none is under way. */
  approvedAt: number | null;
  events: PaymentEvent[];
}

export interface SimulatedCharge {
  readonly id: string;
  readonly externalId: string | null;
  readonly amount: number;
  readonly description: string;
  readonly type: 'INITIAL' | 'RECURRING' | 'UNSCHEDULED';
  readonly due: string;
  readonly dueAt: number;
  readonly retryDays: number;
  status: string;
  failureReason: string | null;
  captured: number;
  refunded: number;
  cancelled: number;
  history: { occurred: string; event: string; amount: number; idempotencyKey: string }[];
}

export interface SimulatedAgreement {
  readonly id: string;
  readonly externalId: string | null;
  readonly productName: string;
  readonly productDescription: string;
  readonly suggestedMaxAmount: number;
  readonly redirectUrl: string;
  readonly agreementUrl: string;
  readonly createdAt: number;
  readonly initialCharge: { id: string; amount: number; description: string } | null;
  status: 'PENDING' | 'ACTIVE' | 'STOPPED' | 'EXPIRED';
  start: string | null;
  stop: string | null;
  maxAmount: number | null;
  phone: string | null;
  approvedAt: number | null;
  charges: Record<string, SimulatedCharge>;
}

export interface LedgerEntry {
  readonly pspReference: string;
  readonly time: string;
  readonly ledgerDate: string;
  readonly entryType: string;
  readonly reference: string;
  /** Signed: what it does to the merchant's balance. */
  readonly amount: number;
}

export interface VippsState extends IdempotentState {
  tokens: Record<string, number>;
  payments: Record<string, SimulatedVippsPayment>;
  agreements: Record<string, SimulatedAgreement>;
  /** A charge's id is unique for the merchant, not for the agreement. */
  chargeOwners: Record<string, string>;
  registrations: { id: string; url: string; events: string[]; secret: string }[];
  ledger: LedgerEntry[];
  chargeDelayMs: number;
  pageDelayMs: number;
}

export const EMPTY_VIPPS: VippsState = {
  ...COMMON_STATE,
  ...{
    answers: {},
    tokens: {},
    payments: {},
    agreements: {},
    registrations: [],
    ledger: [],
    chargeOwners: {},
  },
  ...{ chargeDelayMs: 300, pageDelayMs: 30_000 },
};
