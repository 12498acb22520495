import { expect, test } from 'vitest';
import type { AccountId, MunicipalityId } from '../contracts/ids.ts';
import { DEMO_CHILDREN, demoChildName } from './demo-children.ts';
import { makeCards } from './make-cards.ts';
import type { SeedCall } from './seed-calls.ts';

const MUNICIPALITY = 'm0165' as MunicipalityId;
const [FIRST, SECOND] = DEMO_CHILDREN.map(demoChildName);
const accountOf = (letter: string) => `a0165${letter.repeat(33)}` as AccountId;
const ACCOUNTS = {
  [FIRST ?? '']: accountOf('A'),
  [SECOND ?? '']: accountOf('B'),
};

function orders(...letters: readonly string[]) {
  return letters.map((letter) => ({
    accountId: accountOf(letter),
    orderId: crypto.randomUUID(),
    cardId: `card-${letter.toLowerCase()}`,
  }));
}

/** A municipality that was asked to make these, and cancels one meanwhile. */
function municipalityWith(waiting: readonly object[], cancelled = '') {
  const calls: SeedCall[] = [];
  const call = async (asked: SeedCall) => {
    calls.push(asked);
    if (asked.method === 'cardOrders') return waiting;
    if (asked.method !== 'producePrintBatch') return { ok: true, value: 'delivered' };
    const { cards } = asked.argument as { cards: { cardId: string }[] };
    const value = cards.map(({ cardId }) => ({
      cardId,
      answer: cardId === cancelled ? 'cancelled' : 'produced',
    }));
    return { ok: true, value };
  };
  return { calls, call };
}

test('makes and delivers what is on order, with a chip of its own for each card', async () => {
  const { calls, call } = municipalityWith(orders('A', 'B'));
  const made = await makeCards({ call }, MUNICIPALITY, ACCOUNTS);
  expect(made.map(({ name }) => name)).toEqual([FIRST, SECOND]);
  expect(new Set(made.map(({ uid }) => uid)).size).toBe(2);
  expect(calls.map(({ method }) => method)).toEqual([
    'cardOrders',
    'producePrintBatch',
    'deliverCard',
    'deliverCard',
  ]);
});

test('delivers nothing that was cancelled meanwhile, and prints nothing when nothing is on order', async () => {
  const cancelling = municipalityWith(orders('A', 'B'), 'card-a');
  const made = await makeCards(cancelling, MUNICIPALITY, ACCOUNTS);
  expect(made.map(({ name }) => name)).toEqual([SECOND]);
  expect(cancelling.calls.filter(({ method }) => method === 'deliverCard')).toHaveLength(1);
  const idle = municipalityWith([]);
  expect(await makeCards(idle, MUNICIPALITY, ACCOUNTS)).toEqual([]);
  expect(idle.calls).toHaveLength(1);
});

test('says whose account it does not know', async () => {
  const { call } = municipalityWith(orders('C'));
  await expect(makeCards({ call }, MUNICIPALITY, ACCOUNTS)).rejects.toThrow(accountOf('C'));
});
