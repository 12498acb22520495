// The closed list of what the seed service calls for the launcher, the crash tests and the bench, and the
// shape in which it is asked and answers. Whatever is not named here cannot be reached from outside.
import { z } from 'zod';
import type { ClubId } from '../contracts/ids.ts';
import type {
  CardStateCommand,
  RefundCommand,
  SetLimitsCommand,
  TopUpCommand,
} from '../durable-objects/card-account/commands.ts';
import type { ComparePaymentsCommand } from '../durable-objects/card-account/payment-books-desk.ts';
import type { OpenSessionCommand } from '../durable-objects/guardian/sessions.ts';
import type {
  OrderedCardCommand,
  PrintBatchCommand,
} from '../durable-objects/municipality/card-office.ts';
import type { CardWork } from '../durable-objects/municipality/card-work-store.ts';
import type {
  AddClubCommand,
  AddOperatorCommand,
  AddTillCommand,
  EstablishCommand,
  IssueLinkCodeCommand,
  IssuePairingCodeCommand,
  LinkGuardianCommand,
  PutProductCommand,
  RegisterCardCommand,
  RegisterChildCommand,
  RegisterGuardianCommand,
} from '../durable-objects/municipality/commands.ts';
import type { LinkCommand, LinkReasonCommand } from '../durable-objects/municipality/link-desk.ts';
import type { RequestLinkCommand } from '../durable-objects/municipality/link-requests.ts';

/** What each method takes. `undefined` stands for nothing. */
interface SeedArguments {
  readonly municipality: {
    readonly establish: EstablishCommand;
    readonly addClub: AddClubCommand;
    readonly putProduct: PutProductCommand;
    readonly addOperator: AddOperatorCommand;
    readonly registerChild: RegisterChildCommand;
    readonly registerGuardian: RegisterGuardianCommand;
    readonly registerCard: RegisterCardCommand;
    readonly cardOrders: CardWork;
    readonly producePrintBatch: PrintBatchCommand;
    readonly deliverCard: OrderedCardCommand;
    readonly handOverCard: OrderedCardCommand;
    readonly addTill: AddTillCommand;
    readonly issuePairingCode: IssuePairingCodeCommand;
    readonly linkGuardian: LinkGuardianCommand;
    readonly issueLinkCode: IssueLinkCodeCommand;
    readonly requestLink: RequestLinkCommand;
    readonly approveLink: LinkCommand;
    readonly rejectLink: LinkReasonCommand;
    readonly freezeLink: LinkReasonCommand;
    readonly thawLink: LinkCommand;
    readonly endLink: LinkReasonCommand;
    readonly linksAwaitingApproval: ClubId;
    readonly auditAll: undefined;
    readonly auditLog: undefined;
    readonly webhookCounts: undefined;
  };
  readonly account: {
    readonly topUp: TopUpCommand;
    readonly setLimits: SetLimitsCommand;
    readonly blockCard: CardStateCommand;
    readonly unblockCard: CardStateCommand;
    readonly refund: RefundCommand;
    readonly comparePayments: ComparePaymentsCommand;
    readonly audit: undefined;
    readonly inspect: undefined;
  };
  /** The bench's only: everybody else logs in. */
  readonly guardian: {
    readonly openSession: OpenSessionCommand;
  };
}

export type SeedObject = keyof SeedArguments;

const SEED_METHODS: { readonly [Kind in SeedObject]: Record<keyof SeedArguments[Kind], true> } = {
  municipality: {
    establish: true,
    addClub: true,
    putProduct: true,
    addOperator: true,
    registerChild: true,
    registerGuardian: true,
    registerCard: true,
    cardOrders: true,
    producePrintBatch: true,
    deliverCard: true,
    handOverCard: true,
    addTill: true,
    issuePairingCode: true,
    linkGuardian: true,
    issueLinkCode: true,
    requestLink: true,
    approveLink: true,
    rejectLink: true,
    freezeLink: true,
    thawLink: true,
    endLink: true,
    linksAwaitingApproval: true,
    auditAll: true,
    auditLog: true,
    webhookCounts: true,
  },
  account: {
    topUp: true,
    setLimits: true,
    blockCard: true,
    unblockCard: true,
    refund: true,
    comparePayments: true,
    audit: true,
    inspect: true,
  },
  guardian: { openSession: true },
};

export interface SeedCall {
  readonly object: SeedObject;
  readonly id: string;
  readonly method: string;
  readonly argument?: unknown;
}

/** A call that the compiler has checked against the object's own command. */
export function seedCall<
  Kind extends SeedObject,
  Method extends keyof SeedArguments[Kind] & string,
>(object: Kind, id: string, method: Method, argument: SeedArguments[Kind][Method]): SeedCall {
  return argument === undefined ? { object, id, method } : { object, id, method, argument };
}

export function isSeedMethod(object: SeedObject, method: string): boolean {
  return Object.hasOwn(SEED_METHODS[object], method);
}

export const SeedRequest = z.strictObject({
  calls: z
    .array(
      z.strictObject({
        object: z.enum(['municipality', 'account', 'guardian']),
        id: z.string().min(1),
        method: z.string(),
        argument: z.unknown().optional(),
      }),
    )
    .max(1_000),
});

/** One answer per call, in order. A call that threw stops the list: what follows may need it. */
export const SeedResponse = z.strictObject({
  values: z.array(z.unknown()),
  failure: z.string().optional(),
});
export type SeedResponse = z.infer<typeof SeedResponse>;
