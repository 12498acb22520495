// Said where one top-up was not enough: the balance is still below the threshold, and when the next one comes. Shown
// once it has stood for a moment, since a balance and a rule that both change arrive one after the other.
import { useEffect, useState } from 'preact/hooks';
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { isStillBelow } from './auto-top-up-telling.ts';
import { words } from './words-of-paying-in-automatic.ts';

const STANDS_AFTER_MS = 1_500;

interface StillBelowProperties {
  readonly rule: AutoTopUpRule;
  readonly balanceOre: Ore | null;
}

export function AutoTopUpStillBelow({ rule, balanceOre }: StillBelowProperties) {
  const isBelow = isStillBelow(rule, balanceOre);
  const [stands, stand] = useState(false);
  useEffect(() => {
    stand(false);
    if (!isBelow) return;
    const timer = setTimeout(() => stand(true), STANDS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isBelow]);
  const { belowOre } = rule.terms;
  if (!isBelow || !stands || belowOre === null) return null;
  return <p>{words.value.stillBelow(formatWholeOre(belowOre, language.value))}</p>;
}
