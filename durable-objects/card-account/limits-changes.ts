// Which rules of a child's limits a change has changed, each as it was and as it is. Pure. The order of a list
// is no rule.
import { type Limits, LimitsChange } from '../../contracts/limits.ts';

export function limitsChanges(before: Limits, after: Limits): LimitsChange[] {
  const fields = Object.keys(after) as (keyof Limits)[];
  return fields
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => LimitsChange.parse({ field, before: before[field], after: after[field] }));
}

function isSame(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) => (Array.isArray(value) ? value.toSorted() : value);
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
