// What is said to the fake reader over its unix socket: one JSON per line, each answered by one line.
import { z } from 'zod';
import { ReaderState, ReadFailure } from '../contracts/readers.ts';

export const FakeReaderCommand = z.discriminatedUnion('type', [
  /** Puts a card on the reader; one that lies there already is taken away first. */
  z.strictObject({
    type: z.literal('card'),
    uid: z.string().regex(/^(?:[0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})$/),
  }),
  z.strictObject({ type: z.literal('remove') }),
  z.strictObject({ type: z.literal('state'), state: ReaderState.exclude(['bridge_away']) }),
  z.strictObject({ type: z.literal('read_failed'), failure: ReadFailure }),
]);
export type FakeReaderCommand = z.infer<typeof FakeReaderCommand>;

export const FakeReaderAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('done') }),
  z.strictObject({ type: z.literal('refused'), because: z.string() }),
]);
export type FakeReaderAnswer = z.infer<typeof FakeReaderAnswer>;
