import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, LinkId, OperatorId, PersonId, TillId } from '../../contracts/ids.ts';
import { mintObjectId } from '../object-id.ts';
import { LEADER, municipality, newUid, SeededClub, TINY_PHOTO } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
const otherClub = new SeededClub();

beforeAll(async () => {
  await club.seed();
  await otherClub.seed();
  for (const name of ['Åse', 'Aske', 'Émile', 'Emil', 'Ømil'])
    await club.registerChild(0, { name });
  for (let number = 0; number < 11; number++)
    await club.registerChild(0, { name: `Mange${number}` });
  await otherClub.registerChild(0, { name: 'Fremmed' });
});

async function search(query: string, at = club) {
  return municipality().searchChildren({
    clubId: at.clubId,
    query,
    tillId: 'till-in-test' as TillId,
    operatorId: 'operator-in-test' as OperatorId,
  });
}

async function names(query: string, at = club): Promise<string[]> {
  return (await search(query, at)).map(({ childName }) => childName);
}

async function spoil(childId: PersonId, column: 'name_ciphertext' | 'photo_ciphertext') {
  const statement = `UPDATE child SET ${column} = x'00' WHERE child_id = ?`;
  await query(municipality(), statement, childId);
}

describe("the search among a club's members", () => {
  it('finds by two letters, whatever the accents', async () => {
    expect(await names('em')).toEqual(['Emil Testesen', 'Émile Testesen']);
    expect(await names('ås')).toEqual(['Åse Testesen']);
  });

  it('shows at most eight', async () => {
    expect(await names('mange')).toHaveLength(8);
    expect(await names('testesen')).toHaveLength(8);
  });

  it('shows members of this club alone', async () => {
    expect(await names('fr')).toEqual([]);
    expect(await names('fr', otherClub)).toEqual(['Fremmed Testesen']);
  });

  it('shows a face, and suggests the reason that fits', async () => {
    await club.registerChild(0, { name: 'Kortløs', card: false });
    await club.registerChild(0, { name: 'Medkort' });
    expect(await search('kortl')).toMatchObject([
      { photo: TINY_PHOTO, suggestedReason: 'no_card_yet' },
    ]);
    expect(await search('medk')).toMatchObject([{ suggestedReason: 'forgotten_card' }]);
  });

  it('is in the audit log each time, with till, operator and each face shown (I13)', async () => {
    const before = (await municipality().auditLog()).length;
    const [found] = await search('åse');
    await search('nobody-at-all');
    const logged = (await municipality().auditLog()).slice(before);
    const actor = 'till:till-in-test operator:operator-in-test';
    expect(logged).toEqual([
      { actor, action: 'children_searched', subjects: [found?.accountId] },
      { actor, action: 'children_searched', subjects: [] },
    ]);
  });

  it('knows a child that was registered or renamed since it was last asked', async () => {
    expect(await names('ny')).toEqual([]);
    const child = await club.registerChild(0, { name: 'Nyankommen' });
    expect(await names('ny')).toEqual(['Nyankommen Testesen']);
    const renamed = { childId: child.childId, givenName: 'Omdøbt', familyName: 'Testesen' };
    await municipality().registerChild({ ...renamed, photo: null, clubIds: [club.clubId] });
    expect(await names('ny')).toEqual([]);
    expect(await names('omdøbt')).toEqual(['Omdøbt Testesen']);
  });

  it('knows a child of two clubs by its new name in both, whichever renamed it', async () => {
    const child = await club.registerChild(0, { name: 'Gammelnavn' });
    expect(await names('gammel')).toHaveLength(1);
    const renamed = { childId: child.childId, givenName: 'Nytnavn', familyName: 'Testesen' };
    await municipality().registerChild({ ...renamed, photo: null, clubIds: [otherClub.clubId] });
    expect(await names('nytn', otherClub)).toEqual(['Nytnavn Testesen']);
    expect(await names('gammel')).toEqual([]);
    expect(await names('nytn')).toEqual(['Nytnavn Testesen']);
  });

  it('shows nobody whose membership is over since it was last asked, nor whose is yet to come', async () => {
    const children: { childId: PersonId; accountId: AccountId }[] = [];
    for (let number = 0; number < 9; number++)
      children.push(await club.registerChild(0, { name: `Zacharias${number}` }));
    expect(await names('zach')).toHaveLength(8);
    const set = (number: number, change: string, at: number) =>
      query(
        municipality(),
        `UPDATE membership SET ${change} = ? WHERE child_id = ?`,
        at,
        children[number]?.childId as PersonId,
      );
    await set(0, 'until_at', Date.now() - 1);
    await set(1, 'from_at', Date.now() + 60_000);
    await set(2, 'until_at', Date.now() + 60_000);
    const logged = (await municipality().auditLog()).length;
    const still = [2, 3, 4, 5, 6, 7, 8].map((number) => `Zacharias${number} Testesen`);
    expect(await names('zach')).toEqual(still);
    const [entry] = (await municipality().auditLog()).slice(logged);
    expect(entry?.subjects).not.toContain(children[0]?.accountId);
  });

  it('goes on without a child whose name cannot be read', async () => {
    const child = await club.registerChild(0, { name: 'Ulæselig' });
    await spoil(child.childId, 'name_ciphertext');
    await club.registerChild(0, { name: 'Ulrik' });
    expect(await names('ul')).toEqual(['Ulrik Testesen']);
  });

  it('goes on without a name that has become unreadable since it was last asked', async () => {
    const child = await club.registerChild(0, { name: 'Vagn' });
    await club.registerChild(0, { name: 'Vakse' });
    expect(await names('va')).toHaveLength(2);
    await spoil(child.childId, 'name_ciphertext');
    expect(await names('va')).toEqual(['Vakse Testesen']);
  });

  it('shows the child whose photo cannot be read without one, until it has a new one', async () => {
    const child = await club.registerChild(0, { name: 'Ysolde' });
    await club.registerChild(0, { name: 'Ystein' });
    await spoil(child.childId, 'photo_ciphertext');
    const found = [
      { childName: 'Ysolde Testesen', photo: null },
      { childName: 'Ystein Testesen', photo: TINY_PHOTO },
    ];
    expect(await search('ys')).toMatchObject(found);
    const names = { givenName: 'Ysolde', familyName: 'Testesen', clubIds: [club.clubId] };
    const { childId } = child;
    await municipality().registerChild({ childId, ...names, photo: null });
    const select = 'SELECT photo_ciphertext FROM child WHERE child_id = ?';
    expect(await query(municipality(), select, childId)).toEqual([{ photo_ciphertext: null }]);
    await spoil(childId, 'photo_ciphertext');
    await municipality().registerChild({ childId, ...names, photo: TINY_PHOTO });
    expect(await search('ysolde')).toMatchObject([{ photo: TINY_PHOTO }]);
  });
});

describe('a membership', () => {
  it('is asked for by account and club, and ends', async () => {
    const { accountId, childId } = await club.registerChild(0);
    const isMember = (at = club) => municipality().isMember(accountId, at.clubId);
    expect(await isMember()).toBe(true);
    expect(await isMember(otherClub)).toBe(false);
    const nobody = mintObjectId('a', '0000', env.EDGE_KEY) as AccountId;
    expect(await municipality().isMember(nobody, club.clubId)).toBe(false);
    const set = (column: string, at: number) =>
      query(municipality(), `UPDATE membership SET ${column} = ? WHERE child_id = ?`, at, childId);
    await set('until_at', Date.now() - 1);
    expect(await isMember()).toBe(false);
    await set('until_at', Date.now() + 60_000);
    expect(await isMember()).toBe(true);
    await set('from_at', Date.now() + 60_000);
    expect(await isMember()).toBe(false);
  });
});

describe('registering', () => {
  it('a child again changes nothing: the account stays the same', async () => {
    const childId = `child-${crypto.randomUUID().slice(0, 8)}` as PersonId;
    const command = {
      childId,
      givenName: 'Gentagen',
      familyName: 'Testesen',
      photo: TINY_PHOTO,
      clubIds: [club.clubId],
    };
    const first = await municipality().registerChild(command);
    expect(await municipality().registerChild(command)).toEqual(first);
  });

  it('a card again changes nothing; its chip for another card is refused', async () => {
    const { childId, cardId, uid } = await club.registerChild(0);
    const register = (change: object) =>
      municipality().registerCard({ childId, cardId, uid, by: LEADER, ...change });
    expect(await register({})).toEqual({ ok: true, value: null });
    expect(await register({ cardId: 'another-card' })).toMatchObject({
      refusal: { code: 'card_state_conflict' },
    });
    const other = await club.registerChild(0, { card: false });
    expect(await register({ childId: other.childId, cardId: 'third-card' })).toMatchObject({
      refusal: { code: 'card_state_conflict' },
    });
    expect(await register({ childId: 'nobody', uid: newUid(), cardId: 'fourth' })).toMatchObject({
      refusal: { code: 'account_unknown' },
    });
  });

  it('a card id that stands for another chip or another child is refused', async () => {
    for (const open of [false, true]) {
      const { childId, cardId, uid, accountId } = await club.registerChild(open ? 10_00 : 0);
      const register = (change: object) =>
        municipality().registerCard({ childId, cardId, uid, by: LEADER, ...change });
      const other = await club.registerChild(0, { card: false });
      const refusal = { refusal: { code: 'card_state_conflict' } };
      expect(await register({ uid: newUid() })).toMatchObject(refusal);
      expect(await register({ childId: other.childId })).toMatchObject(refusal);
      expect(await register({ childId: other.childId, uid: newUid() })).toMatchObject(refusal);
      expect(await register({})).toEqual({ ok: true, value: null });
      const rows = await query(
        municipality(),
        'SELECT account_id FROM card WHERE card_id = ?',
        cardId,
      );
      expect(rows).toEqual([{ account_id: accountId }]);
    }
  });

  it('a guardian again makes no second link', async () => {
    const { childId, guardianId } = await club.registerChild(0, { linked: false });
    const linkId = crypto.randomUUID() as LinkId;
    const command = { linkId, childId, guardianId, rights: 'full', by: LEADER } as const;
    const link = () => municipality().linkGuardian(command);
    const linked = { ok: true, value: { linkId, rights: 'full', state: 'active' } };
    expect(await link()).toMatchObject(linked);
    expect(await link()).toMatchObject(linked);
    const rows = await query(municipality(), 'SELECT * FROM link WHERE child_id = ?', childId);
    expect(rows).toHaveLength(1);
    const nobody = { ...command, linkId: crypto.randomUUID() as LinkId };
    expect(
      await municipality().linkGuardian({ ...nobody, childId: 'nobody' as PersonId }),
    ).toMatchObject({
      refusal: { code: 'account_unknown' },
    });
  });
});
