// Who sells at a till, and how the screen says who takes over.
import { z } from 'zod';
import { OperatorId } from './ids.ts';

export const OperatorKind = z.enum(['staff', 'youth']);
export type OperatorKind = z.infer<typeof OperatorKind>;

export const TillOperator = z.strictObject({
  operatorId: OperatorId,
  name: z.string(),
  kind: OperatorKind,
});
export type TillOperator = z.infer<typeof TillOperator>;

/** Body of `PUT /api/tills/{tillId}/operator`: take over with a PIN, or leave the till locked. */
export const OperatorChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sign_in'),
    operatorId: OperatorId,
    pin: z.string().regex(/^\d{4,6}$/),
  }),
  z.strictObject({ kind: z.literal('sign_out') }),
]);
export type OperatorChange = z.infer<typeof OperatorChange>;

export const OperatorOnShift = z.strictObject({ operator: TillOperator.nullable() });
export type OperatorOnShift = z.infer<typeof OperatorOnShift>;
