// Money: integer øre (1/100 krone) in a branded type. Owns the shape, sums and the written form.
// Deliberately absent: rounding, division, other currencies. Nothing here ever yields a fraction.
import { z } from 'zod';

/** The largest amount any message may carry: 10,000 kr. Keeps every sum far below 2^53. */
export const LARGEST_AMOUNT_ORE = 1_000_000;

export const Ore = z.int().brand<'Ore'>();
export type Ore = z.infer<typeof Ore>;

/** An amount that somebody pays: at least one øre. */
export const PositiveOre = z.int().min(1).max(LARGEST_AMOUNT_ORE).pipe(Ore);

/** Brands a whole number of øre. @throws RangeError if it is not a safe integer (our bug). */
export function ore(amountOre: number): Ore {
  if (!Number.isSafeInteger(amountOre)) throw new RangeError(`not whole øre: ${amountOre}`);
  return amountOre as Ore;
}

export function sumOre(amounts: Iterable<Ore>): Ore {
  let totalOre = 0;
  for (const amountOre of amounts) totalOre += amountOre;
  return ore(totalOre);
}

export function timesOre(amountOre: Ore, quantity: number): Ore {
  return ore(amountOre * quantity);
}

export function negativeOre(amountOre: Ore): Ore {
  return ore(amountOre === 0 ? 0 : -amountOre);
}

/** "12,50 kr." as Danish screens and receipts write it, with a no-break space; "DKK 12.50" in English. */
export function formatOre(amountOre: Ore, language: 'da' | 'en'): string {
  const sign = amountOre < 0 ? '-' : '';
  const kroner = Math.trunc(Math.abs(amountOre) / 100);
  const rest = String(Math.abs(amountOre) % 100).padStart(2, '0');
  const grouped = String(kroner).replace(/\B(?=(\d{3})+$)/g, language === 'da' ? '.' : ',');
  return language === 'da'
    ? `${sign}${grouped},${rest}\u00a0kr.`
    : `${sign}DKK\u00a0${grouped}.${rest}`;
}
