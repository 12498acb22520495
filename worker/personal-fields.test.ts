// Names and photos are on no object's disk in the clear, wherever a sale has taken them.
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  account,
  municipality,
  TINY_PHOTO,
  topUp,
} from '../durable-objects/testing/seeded-club.ts';
import { everyStoredValue } from '../durable-objects/testing/stored-rows.ts';
import { TestClub } from './testing/test-club.ts';
import { BOLLE } from './testing/test-till.ts';

const GIVEN_NAME = 'Zebediah';
const REASON = 'indbetaling i test';
const PHOTO_HEX = Buffer.from(TINY_PHOTO.base64, 'base64').toString('hex');

const hex = (text: string) => Buffer.from(text).toString('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');

let disks: Record<string, string>;

beforeAll(async () => {
  const club = await TestClub.open();
  const till = await club.openTill();
  const child = await club.registerChild(100_00, { name: GIVEN_NAME });
  await till.purchase(await till.show(child), [BOLLE]);
  await till.search('zeb');
  await till.endPresentation(await till.showNamed(child.accountId));
  await topUp(child.accountId, 1_00);
  disks = {
    Municipality: await everyStoredValue(municipality()),
    CardAccount: await everyStoredValue(account(child.accountId)),
    Till: await everyStoredValue(env.TILL.getByName(till.screen.tillId)),
  };
  expect(disks.Municipality).toContain(child.childId);
  expect(disks.CardAccount).toContain(child.childId);
  expect(disks.Till).toContain(club.clubId);
});

describe.each(['Municipality', 'CardAccount', 'Till'])('the disk of a %s', (name) => {
  it.each([
    ["a child's name", GIVEN_NAME],
    ["an operator's name", 'Test staff'],
    ['a free-text reason', REASON],
  ])('does not hold %s, in whatever writing', (_, text) => {
    for (const written of [text, text.toLowerCase(), hex(text), base64(text)]) {
      expect(disks[name]).not.toContain(written);
    }
  });

  it('does not hold a photo', () => {
    expect(disks[name]).not.toContain(PHOTO_HEX.slice(16, 80));
    expect(disks[name]).not.toContain(TINY_PHOTO.base64.slice(20, 60));
  });

  it('does not hold the chip of a card', async () => {
    const club = await TestClub.open();
    const child = await club.registerChild(1_00);
    const stored = `${await everyStoredValue(municipality())}${await everyStoredValue(account(child.accountId))}`;
    expect(stored).toContain(child.cardId);
    expect(stored).not.toContain(child.uid);
    expect(stored).not.toContain(base64(child.uid));
  });
});
