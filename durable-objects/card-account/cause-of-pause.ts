// Why a standing rule is paused, in the few words that its guardian can do something with. Pure. The rule keeps the
// finer word. Absent: what helps (decide-auto-top-up.ts).
import type { TopUpCause } from '../../contracts/top-ups.ts';
import { type AttemptBecause, causeOf } from './cause-of-outcome.ts';

export type PauseCause = TopUpCause | 'charged_back';

export function causeOfPause(because: string): PauseCause {
  switch (because) {
    case 'charged_back':
      return because;
    case 'not_approved':
      return 'cancelled_by_payer';
    default:
      return causeOf(because as AttemptBecause) ?? 'needs_a_person';
  }
}
