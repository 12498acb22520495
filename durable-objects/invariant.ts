// Assertions that stay on in production. A violated invariant is our bug: the transaction that meets it
// writes nothing, and the object that owns the books freezes itself and says so.

/** The numbers of design §6; ARCHITECTURE.md words them. */
export type InvariantNumber =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'I12'
  | 'I13';

export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
  readonly invariant: InvariantNumber;

  constructor(invariant: InvariantNumber, message: string) {
    super(`${invariant}: ${message}`);
    this.invariant = invariant;
  }
}

export function invariant(
  number: InvariantNumber,
  condition: boolean,
  message: string,
): asserts condition {
  if (!condition) throw new InvariantViolation(number, message);
}
