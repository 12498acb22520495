// The closed list of what the seed service calls for the launcher, the crash tests and the bench, and the
// shape in which it is asked and answers. Whatever is not named here cannot be reached from outside.
import { z } from 'zod';

export const SEED_METHODS = {
  municipality: [
    'establish',
    'addClub',
    'putProduct',
    'addOperator',
    'registerChild',
    'registerCard',
    'addTill',
    'issuePairingCode',
    'linkGuardian',
  ],
  account: [
    'topUp',
    'setLimits',
    'blockCard',
    'unblockCard',
    'refund',
    'purchase',
    'audit',
    'inspect',
  ],
  till: ['inspect'],
} as const;

export type SeedObject = keyof typeof SEED_METHODS;

export interface SeedCall {
  readonly object: SeedObject;
  readonly id: string;
  readonly method: string;
  /** Left out for a method that takes nothing. */
  readonly argument?: unknown;
}

export const SeedRequest = z.strictObject({
  calls: z
    .array(
      z.strictObject({
        object: z.enum(['municipality', 'account', 'till']),
        id: z.string().min(1),
        method: z.string(),
        argument: z.unknown(),
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

export function isSeedMethod(object: SeedObject, method: string): boolean {
  const methods: readonly string[] = SEED_METHODS[object];
  return methods.includes(method);
}
