// What a guardian chooses before paying: a preset or an own amount, and the way to pay. What is offered first,
// and whether it can be sent. Pure. Absent: what becomes of it (paying-in-standing.ts).
import { LARGEST_AMOUNT_ORE, type Ore, ore } from '../../../contracts/ore.ts';
import { type PayingIn, ProviderName } from '../../../contracts/top-ups.ts';
import { oreOfTyped } from '../../ui/formats.ts';
import type { Language } from '../../ui/language.ts';

export interface TypedTopUp {
  /** One of the presets; null: the amount that is typed. */
  readonly presetOre: Ore | null;
  readonly other: string;
  /** Null while nothing is chosen: the one that is offered first. */
  readonly provider: ProviderName | null;
}

const USUAL_ORE = 100_00;

/** The most that one top-up can be; null when not even the lowest fits. */
export function highestTopUpOre(paying: PayingIn): Ore | null {
  const roomOre = paying.roomOre ?? paying.highestBalanceOre;
  const mostOre = Math.min(roomOre, LARGEST_AMOUNT_ORE);
  return mostOre < paying.lowestTopUpOre ? null : ore(mostOre);
}

export function presetsThatFit(paying: PayingIn): Ore[] {
  const mostOre = highestTopUpOre(paying) ?? 0;
  return paying.presetsOre.filter((one) => one >= paying.lowestTopUpOre && one <= mostOre);
}

/** The last sum that was paid, else the usual one, else the highest that fits. */
export function firstChoice(paying: PayingIn): TypedTopUp {
  const fitting = presetsThatFit(paying);
  const last = paying.mine.find(({ ruleId }) => ruleId === null)?.amountOre;
  const wanted = [last, USUAL_ORE].map((sum) => fitting.find((one) => one === sum));
  return {
    presetOre: wanted.find((sum) => sum) ?? fitting.at(-1) ?? null,
    other: '',
    provider: null,
  };
}

/** What was chosen, else what was paid with last, else the first; one that is silent only when chosen. */
export function wayToPay(paying: PayingIn, chosen: ProviderName | null): ProviderName | null {
  if (chosen !== null && paying.ways.some(({ provider }) => provider === chosen)) return chosen;
  const answering = paying.ways.filter(({ state }) => state === 'answers');
  const last = paying.mine[0]?.provider;
  const offered = answering.find(({ provider }) => provider === last) ?? answering[0];
  return (offered ?? paying.ways[0])?.provider ?? null;
}

export function isSilent(paying: PayingIn, provider: ProviderName): boolean {
  return paying.ways.find((way) => way.provider === provider)?.state === 'silent';
}

/** Another way, to be offered where this one fails: one that answers, else one that may be back by now. */
export function otherWay(paying: PayingIn, than: ProviderName): ProviderName | null {
  const others = paying.ways.filter(({ provider }) => provider !== than);
  const answering = others.find(({ state }) => state === 'answers');
  return (answering ?? others[0])?.provider ?? null;
}

export type AmountMistake = 'amount' | 'too_low' | 'too_high';

export type ReadAmount =
  | { readonly ok: true; readonly amountOre: Ore }
  | { readonly ok: false; readonly mistake: AmountMistake };

export function readTopUp(typed: TypedTopUp, paying: PayingIn, language: Language): ReadAmount {
  const amountOre = typed.presetOre ?? oreOfTyped(typed.other, language);
  if (amountOre === null || amountOre === 0) return { ok: false, mistake: 'amount' };
  if (amountOre < paying.lowestTopUpOre) return { ok: false, mistake: 'too_low' };
  const mostOre = highestTopUpOre(paying) ?? 0;
  return amountOre > mostOre ? { ok: false, mistake: 'too_high' } : { ok: true, amountOre };
}

/** Of a draft that comes back after a login. */
export function isTypedTopUp(value: unknown): value is TypedTopUp {
  const draft = value as Partial<TypedTopUp> | null;
  const isPreset = draft?.presetOre === null || typeof draft?.presetOre === 'number';
  const isWay = draft?.provider === null || ProviderName.safeParse(draft?.provider).success;
  return isPreset && isWay && typeof draft?.other === 'string';
}
