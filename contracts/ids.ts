// The written form of every id. Ids of objects (municipality, till, account) are minted by the house
// and carry a MAC, which only the edge can check; ids of requests are UUIDs minted by the client.
import { z } from 'zod';

/** Kind letter, four digits of municipality code, 128 random bits and a 64-bit MAC, both in base62. */
const objectId = (letter: string) =>
  z.string().regex(new RegExp(`^${letter}\\d{4}[0-9A-Za-z]{33}$`));

export const MunicipalityId = objectId('m').brand<'MunicipalityId'>();
export type MunicipalityId = z.infer<typeof MunicipalityId>;
export const TillId = objectId('t').brand<'TillId'>();
export type TillId = z.infer<typeof TillId>;
export const AccountId = objectId('a').brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

export const GuardianId = objectId('g').brand<'GuardianId'>();
export type GuardianId = z.infer<typeof GuardianId>;

/** Minted by the client, once per intent; lower case so that one id has one spelling. */
const requestId = z.uuid().regex(/^[^A-Z]*$/);

export const TapId = requestId.brand<'TapId'>();
export type TapId = z.infer<typeof TapId>;
/** A card's presentation carries the id of its tap; a named one is minted by the till's screen. */
export const PresentationId = requestId.brand<'PresentationId'>();
export type PresentationId = z.infer<typeof PresentationId>;
export const PurchaseId = requestId.brand<'PurchaseId'>();
export type PurchaseId = z.infer<typeof PurchaseId>;
export const ReversalId = requestId.brand<'ReversalId'>();
export type ReversalId = z.infer<typeof ReversalId>;
export const RefundId = requestId.brand<'RefundId'>();
export type RefundId = z.infer<typeof RefundId>;
export const TopUpId = requestId.brand<'TopUpId'>();
export type TopUpId = z.infer<typeof TopUpId>;
/** A guardian's standing rule for money in. */
export const AutoTopUpId = requestId.brand<'AutoTopUpId'>();
export type AutoTopUpId = z.infer<typeof AutoTopUpId>;
/** One press of the button that mends a rule. */
export const MendingId = requestId.brand<'MendingId'>();
export type MendingId = z.infer<typeof MendingId>;
export const PairingId = requestId.brand<'PairingId'>();
export type PairingId = z.infer<typeof PairingId>;

export const LinkId = requestId.brand<'LinkId'>();
export type LinkId = z.infer<typeof LinkId>;
export const CardOrderId = requestId.brand<'CardOrderId'>();
export type CardOrderId = z.infer<typeof CardOrderId>;
export const DisputeId = requestId.brand<'DisputeId'>();
export type DisputeId = z.infer<typeof DisputeId>;
export const PushSubscriptionId = requestId.brand<'PushSubscriptionId'>();
export type PushSubscriptionId = z.infer<typeof PushSubscriptionId>;

/** Names of things inside a municipality: clubs, products, people. Unguessability is not their job. */
const localId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/);

export const ClubId = localId.brand<'ClubId'>();
export type ClubId = z.infer<typeof ClubId>;
export const SalesPointId = localId.brand<'SalesPointId'>();
export type SalesPointId = z.infer<typeof SalesPointId>;
export const CategoryId = localId.brand<'CategoryId'>();
export type CategoryId = z.infer<typeof CategoryId>;
export const ProductId = localId.brand<'ProductId'>();
export type ProductId = z.infer<typeof ProductId>;
export const OperatorId = localId.brand<'OperatorId'>();
export type OperatorId = z.infer<typeof OperatorId>;
export const CardId = localId.brand<'CardId'>();
export type CardId = z.infer<typeof CardId>;
/** A person of ours: child or staff; a guardian is an object and has its id. Books and logs hold these, never names. */
export const PersonId = localId.brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
