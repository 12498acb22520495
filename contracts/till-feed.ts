// What the till object says to its screen over the socket. The screen answers over HTTP, so nothing but
// a ping comes the other way. Balance, limits and payer have no field in any of these.
import { z } from 'zod';
import { CatalogueVersion } from './catalogue.ts';
import { TapId, TillId } from './ids.ts';
import { TillOperator } from './operators.ts';
import { PresentedChild } from './presentations.ts';
import { Problem } from './problems.ts';
import { ReaderState, ReadFailure } from './readers.ts';

export const Welcome = z.strictObject({
  type: z.literal('welcome'),
  tillId: TillId,
  tillName: z.string(),
  clubName: z.string(),
  salesPointName: z.string(),
  operators: z.array(TillOperator),
  operator: TillOperator.nullable(),
  reader: ReaderState,
  catalogueVersion: CatalogueVersion,
});
export type Welcome = z.infer<typeof Welcome>;

export const TapShown = z.strictObject({
  type: z.literal('tap'),
  tapId: TapId,
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('child'), child: PresentedChild }),
    z.strictObject({ kind: z.literal('problem'), problem: Problem }),
  ]),
});
export type TapShown = z.infer<typeof TapShown>;

export const MessageToScreen = z.discriminatedUnion('type', [
  Welcome,
  TapShown,
  z.strictObject({ type: z.literal('reader'), state: ReaderState }),
  z.strictObject({ type: z.literal('read_failed'), failure: ReadFailure }),
  z.strictObject({ type: z.literal('catalogue'), version: CatalogueVersion }),
  z.strictObject({ type: z.literal('operators'), operators: z.array(TillOperator) }),
  z.strictObject({ type: z.literal('shift'), operator: TillOperator.nullable() }),
  /** The device's key was replaced or revoked; the screen must be paired again. */
  z.strictObject({ type: z.literal('unpaired') }),
]);
export type MessageToScreen = z.infer<typeof MessageToScreen>;

/** `POST /api/socket-tickets` */
export const SocketTicket = z.strictObject({
  ticket: z.string(),
  expiresInMs: z.int(),
});
export type SocketTicket = z.infer<typeof SocketTicket>;
