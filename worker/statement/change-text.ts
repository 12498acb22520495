// One change of a card or of the limits as a heading and the facts below it. Pure.
import type { LimitsChange } from '../../contracts/limits.ts';
import { formatOre, type Ore } from '../../contracts/ore.ts';
import type { StatementChange } from '../../durable-objects/card-account/statement-changes.ts';
import { CHANGE_WORDS, type ChangeWords } from './change-words.ts';
import { categoryName, clubName, type StatementFile } from './statement-file.ts';

export interface ChangeText {
  readonly heading: string;
  readonly by: string;
  readonly below: readonly string[];
}

type Naming = Pick<StatementFile, 'language' | 'names'>;

export function changeText(change: StatementChange, file: Naming): ChangeText {
  const words = CHANGE_WORDS[file.language];
  const by = words.by[change.by];
  if (change.kind === 'limits') {
    const below = change.changes.map((rule) => ruleText(rule, words, file));
    return { heading: words.limits, by, below };
  }
  const { state, before, printedNumber } = change;
  const isLifted = state === 'active' && before === 'blocked';
  return {
    heading: isLifted ? words.unblocked : words.card[state],
    by,
    below: printedNumber === null ? [] : [`${words.number} ${printedNumber}`],
  };
}

function ruleText(rule: LimitsChange, words: ChangeWords, file: Naming): string {
  const [before, after] = [valueText(rule, rule.before), valueText(rule, rule.after)];
  return `${words.fields[rule.field]}: ${words.fromTo(before, after)}`;

  function valueText({ field }: LimitsChange, value: LimitsChange['after']): string {
    switch (field) {
      case 'perPurchaseOre':
      case 'perDayOre':
      case 'perWeekOre':
        return value === null ? words.noLimit : formatOre(value as Ore, file.language);
      case 'blockedCategoryIds':
        return listed(value, (id) => categoryName(file.names, id)) || words.nothing;
      case 'allowedClubIds':
        return value === null ? words.eachClub : listed(value, (id) => clubName(file.names, id));
      case 'allowedWeekdays':
        return value === null
          ? words.eachDay
          : listed(value, (day) => words.weekdays[Number(day) - 1] ?? '');
      case 'allowedHours': {
        const hours = value as { from: string; until: string } | null;
        return hours === null ? words.allDay : words.hours(hours.from, hours.until);
      }
      default:
        return field satisfies never;
    }
  }
}

function listed(value: LimitsChange['after'], nameOf: (id: string) => string): string {
  return (value as readonly (string | number)[]).map((id) => nameOf(String(id))).join(', ');
}
