// Says for each kill what became of the requests that had no answer then: whether the books had them all the
// same, or only the retry put them there.
import type { KeptRequest, Kill } from './ledger.ts';

type Ending = 'inTheBooks' | 'notInTheBooks' | 'refused' | 'answeredAfterAll' | 'unsettled';

export interface KillEndings {
  readonly name: string;
  readonly unanswered: number;
  readonly endings: Readonly<Record<Ending, number>>;
}

export function endingsOf({ name, unanswered, endedAt, restartedAt }: Kill): KillEndings {
  const endings = {
    inTheBooks: 0,
    notInTheBooks: 0,
    refused: 0,
    answeredAfterAll: 0,
    unsettled: 0,
  };
  for (const kept of unanswered) endings[endingOf(kept, endedAt, restartedAt)] += 1;
  return { name, unanswered: unanswered.length, endings };
}

function endingOf(kept: KeptRequest, endedAt: number, restartedAt: number): Ending {
  const { outcome, bookedAt } = kept;
  if (outcome === null) return 'unsettled';
  // The answer had left before the process died.
  if (outcome.arrivedAt < restartedAt) return 'answeredAfterAll';
  if (bookedAt === null) return 'refused';
  return bookedAt <= endedAt ? 'inTheBooks' : 'notInTheBooks';
}

export function sumOf(name: string, kills: readonly KillEndings[]): KillEndings {
  const sum = (of: (kill: KillEndings) => number) =>
    kills.reduce((total, kill) => total + of(kill), 0);
  return {
    name,
    unanswered: sum(({ unanswered }) => unanswered),
    endings: {
      inTheBooks: sum(({ endings }) => endings.inTheBooks),
      notInTheBooks: sum(({ endings }) => endings.notInTheBooks),
      refused: sum(({ endings }) => endings.refused),
      answeredAfterAll: sum(({ endings }) => endings.answeredAfterAll),
      unsettled: sum(({ endings }) => endings.unsettled),
    },
  };
}

export function lineOf({ name, unanswered, endings }: KillEndings): string {
  const { inTheBooks, notInTheBooks, refused, answeredAfterAll, unsettled } = endings;
  const parts = [
    `${inTheBooks} were in the books`,
    `${notInTheBooks} were not and the retry booked them`,
    `${refused} were refused`,
    `${answeredAfterAll} were answered after all`,
    ...(unsettled > 0 ? [`${unsettled} NEVER SETTLED`] : []),
  ];
  return `  ${name}: ${unanswered} unacknowledged, of which ${parts.join(', ')}`;
}
