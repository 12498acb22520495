// What is read of a report's entries: each by itself, so that one that is odd spoils no other.
import { describe, expect, it } from 'vitest';
import { readReportItems } from './vipps-report-items.ts';

const DAY = '2026-11-20';
const item = (entryType: string, other: object = {}) => ({
  ...{ entryType, reference: 'order-1', pspReference: 'psp-1', currency: 'DKK', amount: 100_00 },
  ...{ time: `${DAY}T10:00:00Z`, ...other },
});

describe('an entry of a report', () => {
  it('is a movement of a payment: taken, given back, withheld or returned', () => {
    const items = ['capture', 'refund', 'retained-disputed-capture', 'returned-disputed-capture'];
    const { entries, odd } = readReportItems(
      items.map((entryType) => item(entryType, { amount: -5_00 })),
      DAY,
    );
    expect(entries.map(({ kind }) => kind)).toEqual([
      ...['captured', 'refunded', 'dispute_withheld', 'dispute_returned'],
    ]);
    expect(entries.every(({ amountOre }) => amountOre === 5_00)).toBe(true);
    expect(odd).toEqual([]);
  });

  it('is a movement of its own each time that one capture is disputed', () => {
    const withheld = (time: string) => item('retained-disputed-capture', { time });
    const { entries } = readReportItems(
      [withheld(`${DAY}T10:00:00Z`), withheld(`${DAY}T12:00:00Z`)],
      DAY,
    );
    expect(new Set(entries.map(({ movementId }) => movementId)).size).toBe(2);
  });

  it('is nothing to look at where it is between the provider and the bank', () => {
    const items = ['payout-scheduled', 'payout-aborted', 'fees-retained'];
    const read = readReportItems(
      items.map((type) => item(type)),
      DAY,
    );
    expect(read).toEqual({ entries: [], odd: [] });
  });

  it('is kept without a reference', () => {
    const { entries } = readReportItems([item('capture', { reference: null })], DAY);
    expect(entries).toMatchObject([{ reference: null, movementId: 'psp-1', amountOre: 100_00 }]);
    const named = readReportItems([item('capture', { reference: '' })], DAY);
    expect(named.entries).toMatchObject([{ reference: null }]);
  });

  it('is odd in another currency or of a kind that is not known, and the others are read', () => {
    const { entries, odd } = readReportItems(
      [
        item('capture', { currency: 'EUR' }),
        item('correction', { amount: -20_00 }),
        item('capture'),
      ],
      DAY,
    );
    expect(entries).toHaveLength(1);
    expect(odd).toEqual([
      {
        ...{ reference: 'order-1', movementId: 'capture:psp-1', amount: 100_00 },
        because: 'other_currency:EUR',
      },
      {
        ...{ reference: 'order-1', movementId: 'correction:psp-1', amount: -20_00 },
        because: 'unknown_kind:correction',
      },
    ]);
  });

  it('is odd where it cannot be read, by as much as it tells', () => {
    const { entries, odd } = readReportItems(
      [
        item('capture', { time: 'at noon' }),
        item('capture', { amount: 'a hundred', reference: 7 }),
        'no entry',
        item('capture'),
      ],
      DAY,
    );
    expect(entries).toHaveLength(1);
    expect(odd).toEqual([
      {
        ...{ reference: 'order-1', movementId: `psp-1@${DAY}#1`, amount: 100_00 },
        because: 'not_understood',
      },
      {
        ...{ reference: null, movementId: `psp-1@${DAY}#2`, amount: 0 },
        because: 'not_understood',
      },
      {
        ...{ reference: null, movementId: `unnamed@${DAY}#3`, amount: 0 },
        because: 'not_understood',
      },
    ]);
  });
});
