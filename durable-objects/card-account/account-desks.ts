// The desks of an account: what each of them is given, in one place. Absent: what they do.
import { GuardianId } from '../../contracts/ids.ts';
import type { Env } from '../env.ts';
import { isOurObjectId } from '../object-id.ts';
import { type PaymentProviders, paymentProvidersOf } from '../payments/payment-providers.ts';
import { AutoTopUpOffice } from './auto-top-up-office.ts';
import { CardOrderFeed } from './card-order-feed.ts';
import { ChargeReturnDesk } from './charge-return-desk.ts';
import type { TopUpAttempt } from './decide-top-up-attempt.ts';
import { DisputeDesk } from './dispute-desk.ts';
import { DisputeStore } from './dispute-store.ts';
import { LookLog } from './look-log.ts';
import { LookStore } from './look-store.ts';
import { MoneyInStore } from './money-in-store.ts';
import { NoticeFeed } from './notice-feed.ts';
import { NoticeStore } from './notice-store.ts';
import type { OpenAccount } from './open-account.ts';
import { PaymentBooksDesk } from './payment-books-desk.ts';
import { PaymentBooksStore } from './payment-books-store.ts';
import { PresentationDesk } from './presentation-desk.ts';
import { RoomTriesStore } from './room-tries-store.ts';
import { StatementDesk } from './statement.ts';
import { statementChanges } from './statement-changes.ts';
import { StatementChangesStore } from './statement-changes-store.ts';
import { StatementStore } from './statement-store.ts';
import { TopUpAsking } from './top-up-asking.ts';
import { TopUpDesk } from './top-up-desk.ts';
import { TopUpStore } from './top-up-store.ts';
import { TopUpWebhookStore } from './top-up-webhook-store.ts';

export type AccountDesks = ReturnType<typeof accountDesks>;

export function accountDesks(ctx: DurableObjectState, env: Env, account: OpenAccount) {
  const { accountId, cards, journal, later } = account;
  const { sql } = ctx.storage;
  const books = () => account.books();
  const municipality = () => account.municipality();
  const providers = (): PaymentProviders =>
    env.PAYMENT_PROVIDERS ? paymentProvidersOf(env.PAYMENT_PROVIDERS) : new Map();
  const committed = () => {
    feed.nudge();
    autoTopUps.looks.committed();
  };
  const freezeOn = (error: unknown) => account.freezeOn(error);
  const watch = () => municipality().watchTopUps(accountId);

  const moneyIn = new MoneyInStore(sql);
  const feed = new NoticeFeed(ctx, new NoticeStore(sql), journal, {
    later,
    accountId,
    account: () => account.loaded,
    isOurs: (guardianId) =>
      GuardianId.safeParse(guardianId).success && isOurObjectId(guardianId, env.EDGE_KEY),
    moneyIn: (entry) => moneyIn.of(entry),
    guardian: (guardianId) => env.GUARDIAN.getByName(guardianId),
  });
  const looks = new LookLog(new LookStore(sql), later, () => account.opened());

  const attempts = new TopUpStore(sql);
  const roomTries = new RoomTriesStore(sql);
  const askingDoors = {
    ...{ accountId, books, providers, committed, freezeOn },
    byAgreement: () => autoTopUps.paid,
    lookAgain: async (attempt: TopUpAttempt) => {
      await chargeReturns.lookAgain(attempt);
    },
  };
  const asking: TopUpAsking = new TopUpAsking(ctx, attempts, askingDoors);
  const topUps = new TopUpDesk(ctx, asking, {
    ...{ ...askingDoors, watch, attempts, roomTries, webhooks: new TopUpWebhookStore(sql) },
  });
  const paymentBooksStore = new PaymentBooksStore(sql);
  const chargeReturns: ChargeReturnDesk = new ChargeReturnDesk(ctx, paymentBooksStore, {
    ...{ books, attempts, committed, freezeOn },
    outcomeOf: (attempt) => asking.outcomeOf(attempt),
    takenBack: (guardianId, because) =>
      autoTopUps.approvals.takenBack(guardianId, because, Date.now()),
  });
  const autoTopUps: AutoTopUpOffice = new AutoTopUpOffice(ctx, {
    ...{ accountId, books, providers, attempts, roomTries, committed, freezeOn, watch },
    nudge: () => feed.nudge(),
    charge: async (number) => {
      await asking.ask(number);
    },
  });

  return {
    feed,
    looks,
    presentations: new PresentationDesk(ctx, account, looks),
    cardOrders: new CardOrderFeed(ctx, cards, { accountId, municipality }),
    statements: new StatementDesk(journal, new StatementStore(sql), {
      moneyIn: (entry) => moneyIn.of(entry),
      changes: (period) => statementChanges(new StatementChangesStore(sql), period),
    }),
    disputes: new DisputeDesk(ctx, journal, new DisputeStore(sql), { accountId, municipality }),
    attempts,
    topUps,
    asking,
    paymentBooks: new PaymentBooksDesk(paymentBooksStore, chargeReturns, {
      ...{ accountId, books, attempts, providers },
      ask: (reference) => topUps.ask({ reference }),
    }),
    autoTopUps,
  };
}
