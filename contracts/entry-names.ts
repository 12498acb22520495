// What each kind of entry is called, wherever a parent meets it: the statement's page, its PDF and CSV, the receipt
// and the messages. One table, so that one event has one name. Money in goes by the way it came.
import type { Language } from './me.ts';
import type { EntryKind, MoneyInWay } from './statement.ts';
import type { TopUp } from './top-ups.ts';

export type EntryName = Exclude<EntryKind, 'top_up'> | MoneyInWay;

export const ENTRY_NAMES: Readonly<Record<Language, Readonly<Record<EntryName, string>>>> = {
  da: {
    purchase: 'Køb',
    reversal: 'Fortrudt salg',
    refund: 'Tilbageført køb',
    card: 'Indbetaling med betalingskort',
    mobilepay: 'Indbetaling med MobilePay',
    automatic: 'Automatisk optankning',
    transfer: 'Overførsel indsat af kommunen',
    cash: 'Kontanter indsat af kommunen',
    fee: 'Gebyr for nyt kort',
    fee_return: 'Tilbageført gebyr',
    charge_return: 'Indbetaling ført tilbage',
    charge_restored: 'Indbetaling godskrevet igen',
  },
  en: {
    purchase: 'Purchase',
    reversal: 'Sale undone',
    refund: 'Purchase given back',
    card: 'Payment by card',
    mobilepay: 'Payment by MobilePay',
    automatic: 'Automatic top-up',
    transfer: 'Transfer put in by the municipality',
    cash: 'Cash put in by the municipality',
    fee: 'Fee for a new card',
    fee_return: 'Fee given back',
    charge_return: 'Payment taken back',
    charge_restored: 'Payment credited again',
  },
};

/** Entries of one kind together, in sums and filters: money in, whatever the way, is one of them. */
export const KIND_NAMES: Readonly<Record<Language, Readonly<Record<EntryKind, string>>>> = {
  da: { ...ENTRY_NAMES.da, top_up: 'Sat ind' },
  en: { ...ENTRY_NAMES.en, top_up: 'Paid in' },
};

/** @throws Error for money in of which nobody knows the way: each has one. */
export function entryName({
  kind,
  way,
}: {
  readonly kind: EntryKind;
  readonly way: MoneyInWay | null;
}): EntryName {
  if (kind !== 'top_up') return kind;
  if (way === null) throw new Error('money came in by no way');
  return way;
}

/** Of what a guardian paid. What is paid while a rule is made belongs to the rule. */
export function wayOfTopUp({ provider, ruleId }: Pick<TopUp, 'provider' | 'ruleId'>): MoneyInWay {
  if (ruleId !== null) return 'automatic';
  return provider === 'nexi' ? 'card' : provider;
}
