// One parent edits the limits while another may save: what both see, and that nothing is overwritten in
// silence. Fields that only the other changed are taken over and named; where both changed one, the reader
// is shown both and decides. Pure.
import { Limits, type LimitsInForce } from '../../../contracts/limits.ts';
import type { Language } from '../../ui/language.ts';
import {
  LIMIT_FIELDS,
  type LimitField,
  readLimits,
  type TypedLimits,
  typedLimits,
} from './limits-form.ts';

export interface LimitsEditing {
  /** What the reader saw when editing began, or was last shown. */
  readonly version: number;
  readonly seen: Limits;
  readonly typed: TypedLimits;
  /** In which the amounts are typed. */
  readonly language: Language;
  /** What the other parent has changed since the reader began; empty until that happens. */
  readonly news: readonly LimitField[];
  /** Of these the ones that the reader has changed to something else. */
  readonly clashes: readonly LimitField[];
}

export function beginEditing(inForce: LimitsInForce, language: Language): LimitsEditing {
  return {
    version: inForce.version,
    seen: inForce.limits,
    typed: typedLimits(inForce.limits, language),
    language,
    news: [],
    clashes: [],
  };
}

/** Somebody else's newer version arrives while the reader is typing; one who has typed nothing just sees it. */
export function meetNewer(editing: LimitsEditing, newer: LimitsInForce): LimitsEditing {
  const { language } = editing;
  if (!hasChanges(editing)) return beginEditing(newer, language);
  const before = typedLimits(editing.seen, language);
  const theirs = typedLimits(newer.limits, language);
  const news = LIMIT_FIELDS.filter((field) => !isSame(before[field], theirs[field]));
  const isMine = (field: LimitField) => !isSame(editing.typed[field], before[field]);
  const taken = news.filter((field) => !isMine(field));
  return {
    language,
    version: newer.version,
    seen: newer.limits,
    typed: { ...editing.typed, ...picked(theirs, taken) },
    news,
    clashes: news.filter((field) => isMine(field) && !isSame(editing.typed[field], theirs[field])),
  };
}

/** A version that the reader's own lost answer had made says the same as what was wanted. */
export function saysTheSame(wanted: Limits, inForce: LimitsInForce): boolean {
  return isSame(typedLimits(wanted, 'da'), typedLimits(inForce.limits, 'da'));
}

export function hasChanges({ typed, seen, language }: LimitsEditing): boolean {
  return !isSame(typed, typedLimits(seen, language));
}

/** The reader changes the language midway: amounts that can be read are written anew. */
export function inLanguage(editing: LimitsEditing, language: Language): LimitsEditing {
  const read = readLimits(editing.typed, editing.language);
  if (!read.ok) return { ...editing, language };
  return { ...editing, language, typed: typedLimits(read.limits, language) };
}

function picked(typed: TypedLimits, fields: readonly LimitField[]): Partial<TypedLimits> {
  return Object.fromEntries(fields.map((field) => [field, typed[field]]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Of a draft that comes back after a login: what this version of the page can go on with. */
export function isLimitsEditing(value: unknown): value is LimitsEditing {
  const draft = value as Partial<LimitsEditing> | null;
  const isWhole = LIMIT_FIELDS.every((field) => draft?.typed?.[field] !== undefined);
  const hasLists = Array.isArray(draft?.news) && Array.isArray(draft.clashes);
  return isWhole && hasLists && Limits.safeParse(draft?.seen).success;
}
