import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Mend } from '../../contracts/auto-top-ups.ts';
import { PublicClubs } from '../../contracts/clubs.ts';
import { ENTRY_NAMES } from '../../contracts/entry-names.ts';
import { type InboxMessage, NoticeContent, RefusalReason } from '../../contracts/inbox.ts';
import { MoneyInWay } from '../../contracts/statement.ts';
import { TopUpCause } from '../../contracts/top-ups.ts';
import { language } from '../ui/language.ts';
import { clubs } from './clubs-store.ts';
import { isOwnDoing, messageWords, payingInPart, subjectOf } from './message-words.ts';
import { messageTexts } from './words-of-messages.ts';

const PLACE = { clubId: 'bakkens-hjerte', salesPointId: 'cafe' };
const CARD = { kind: 'card', cardId: 'c-1', liftsBlock: false };
const REFUSED = { kind: 'refused', leftOre: null, ...PLACE };
const CARD_STATES = ['ordered', 'produced', 'delivered', 'active', 'blocked', 'cancelled'];

const ME = { role: 'me', name: null };
const OTHER = { role: 'guardian', name: 'Mads Prøvelund' };
const CHANGES = [
  { field: 'perDayOre', before: 4000, after: 6000 },
  { field: 'blockedCategoryIds', before: [], after: ['slik'] },
  { field: 'allowedHours', before: null, after: { from: '12:00', until: '15:00' } },
];
const LINK = { kind: 'link', rights: 'full', basis: 'letter' };

const ID = '00000000-0000-4000-8000-000000000001';
const TOP_UP = { kind: 'top_up', amountOre: 10_000 };
const FAILED = { kind: 'top_up_failed', topUpId: ID, amountOre: 10_000 };

const HELD = [
  {
    ...{ because: 'monthly_cap', usedOre: 350_00, mostOre: 400_00 },
    until: '2026-11-30T23:00:00.000Z',
  },
  {
    ...{ because: 'daily_fuse', times: 3, since: '2026-11-20T12:57:00.000Z' },
    until: '2026-11-21T12:57:00.000Z',
  },
];

/** At least one of each kind, as the server sends them. */
const CONTENTS: readonly NoticeContent[] = [
  {
    ...{ kind: 'purchase', ...PLACE, sequence: 5, totalOre: 2500 },
    ...{ itemNames: ['Toast', 'Saftevand'], balanceAfterOre: 12_350 },
  },
  { kind: 'given_back', sequence: 6, ofSequence: 5, amountOre: 1000 },
  ...MoneyInWay.options.map((way) => ({ ...TOP_UP, sequence: 7, way })),
  ...TopUpCause.options.flatMap((because) => [
    ...[true, false].map((isAutomatic) => ({ ...FAILED, because, isAutomatic })),
    { ...FAILED, kind: 'top_up_returned', because },
  ]),
  ...[...TopUpCause.options, 'charged_back'].flatMap((because) =>
    Mend.options.map((mend) => ({ kind: 'auto_top_up_paused', ruleId: ID, because, mend })),
  ),
  ...HELD.map((held) => ({ kind: 'auto_top_up_held', ruleId: ID, held })),
  { kind: 'method_ends', ruleId: ID, endsAtEndOf: '2026-12' },
  ...['made', 'changed', 'deleted'].flatMap((change) =>
    [ME, OTHER].map((by) => ({ kind: 'auto_top_up_changed', change, by })),
  ),
  ...['charged_back', 'charge_restored'].flatMap((kind) =>
    [4_000, null].map((movedOre) => ({ kind, sequence: 10, amountOre: 10_000, movedOre })),
  ),
  { kind: 'fee', sequence: 8, amountOre: 2500 },
  { kind: 'fee_returned', sequence: 9, amountOre: 2500 },
  ...RefusalReason.options.map((reason) => ({ ...REFUSED, reason })),
  ...[0, 700].map((leftOre) => ({ ...REFUSED, reason: 'per_day', leftOre })),
  { kind: 'wrong_child', ...PLACE },
  { kind: 'low_balance', balanceOre: 1800 },
  { kind: 'limit_reached', window: 'per_day' },
  { kind: 'limit_reached', window: 'per_week' },
  { kind: 'limits_changed', by: OTHER, changes: CHANGES },
  { kind: 'limits_changed', by: ME, changes: CHANGES },
  ...CARD_STATES.map((state) => ({ ...CARD, state, by: OTHER })),
  { ...CARD, state: 'active', liftsBlock: true, by: OTHER },
  { kind: 'card_ready', cardId: 'c-2', orderId: '00000000-0000-4000-8000-000000000001' },
  ...['approved', 'rejected', 'ended', 'frozen', 'thawed', 'came_of_age'].map((change) => ({
    ...LINK,
    change,
    whose: ME,
  })),
  ...['new', 'ended', 'frozen', 'thawed'].map((change) => ({ ...LINK, change, whose: OTHER })),
  { kind: 'account_frozen' },
  { kind: 'bank_account_changed' },
  { kind: 'email_changed' },
].map((content) => NoticeContent.parse(content));

const said = (content: NoticeContent) => {
  const { title, text } = messageWords(content, messageTexts.value, language.value);
  return `${title}. ${text}`;
};

const message = (content: NoticeContent): InboxMessage => ({
  ...{ number: 1, at: '2026-11-21T12:00:00.000Z', accountId: null, childGivenName: null, content },
});

const CAFE = {
  ...{ clubId: 'bakkens-hjerte', name: 'Bakkens Hjerte', contact: null },
  categories: [{ categoryId: 'slik', name: 'Slik', colour: 2 }],
  salesPoints: [{ salesPointId: 'cafe', name: 'Café' }],
};

beforeEach(() => {
  const value = PublicClubs.parse({
    municipalityName: 'Prøveby Kommune',
    linksContacts: true,
    clubs: [CAFE],
  });
  clubs.value = { kind: 'ok', value };
});

afterEach(() => {
  language.value = 'da';
});

describe('the words of messages', () => {
  test('exist for each kind, and differ by language and content', () => {
    expect(new Set(CONTENTS.map(({ kind }) => kind)).size).toBe(NoticeContent.options.length);
    const danish = CONTENTS.map(said);
    language.value = 'en';
    const english = CONTENTS.map(said);
    expect(new Set([...danish, ...english]).size).toBe(2 * CONTENTS.length);
  });

  test('name items, place, amount and balance of a purchase', () => {
    expect(CONTENTS.slice(0, 1).map(said)).toEqual([
      'Køb: Toast, Saftevand. 25,00\u00a0kr. i Bakkens Hjerte (Café). Saldoen er nu 123,50\u00a0kr.',
    ]);
  });

  test('call money by the name and number that it has in the statement', () => {
    const money = (content: object) =>
      said(NoticeContent.parse({ sequence: 7, amountOre: 10_000, ...content })).replaceAll(
        '\u00a0',
        ' ',
      );
    expect(MoneyInWay.options.map((way) => money({ kind: 'top_up', way }))).toEqual(
      MoneyInWay.options.map(
        (way) =>
          `${ENTRY_NAMES.da[way]}: 100,00 kr.. Pengene kan bruges med det samme. Bevægelse nr. 7.`,
      ),
    );
    expect(money({ kind: 'charged_back', movedOre: 4_000 })).toBe(
      `${ENTRY_NAMES.da.charge_return}: 100,00 kr.. Banken eller betalingstjenesten har givet betaleren pengene tilbage. 40,00 kr. er taget af saldoen. Bevægelse nr. 7.`,
    );
    language.value = 'en';
    expect(money({ kind: 'charge_restored', movedOre: 0 })).toBe(
      `${ENTRY_NAMES.en.charge_restored}: DKK 100.00. The bank or the payment service has undone the return. DKK 0.00 was added to the balance. Entry no. 7.`,
    );
  });

  test('leave room for the names of places until they are known', () => {
    clubs.value = { kind: 'loading' };
    expect(CONTENTS.slice(0, 1).map(said).join()).toContain(' i …. Saldoen');
  });

  test('end what they say of changed limits with one full stop', () => {
    const changed = (field: string, after: unknown) =>
      said(
        NoticeContent.parse({
          ...{ kind: 'limits_changed', by: ME, changes: [{ field, before: null, after }] },
        }),
      );
    expect(changed('perDayOre', 30_00)).toMatch(/30\u00a0kr\.$/);
    expect(changed('allowedHours', { from: '20:00', until: '22:00' })).toMatch(/–22\.00\.$/);
    language.value = 'en';
    expect(changed('perDayOre', 30_00)).toMatch(/DKK\u00a030\.$/);
  });

  test('say how much of a limit is left that a purchase would have gone above', () => {
    const refused = NoticeContent.parse({ ...REFUSED, reason: 'per_day', leftOre: 700 });
    expect(said(refused)).toContain('over grænsen for i dag. Der er 7\u00a0kr. tilbage.');
  });

  test('lead to what they are about', () => {
    const page = (content: unknown) => subjectOf(message(NoticeContent.parse(content)));
    expect(page({ ...REFUSED, reason: 'money' })).toMatchObject({
      page: 'indbetaling',
    });
    expect(page({ ...REFUSED, reason: 'per_day', leftOre: 0 })).toMatchObject({
      page: 'begraensninger',
    });
    expect(page({ kind: 'email_changed' })).toMatchObject({ path: '/mine-oplysninger' });
  });

  test('of a rule lead to it, and not to paying in by hand', () => {
    const part = (content: unknown) => payingInPart(message(NoticeContent.parse(content)));
    const paused = { kind: 'auto_top_up_paused', ruleId: ID, because: 'card_expired' };
    expect(part({ ...paused, mend: 'new_method' })).toBe('rule');
    expect(part({ kind: 'auto_top_up_changed', change: 'deleted', by: ME })).toBe('rule');
    expect(part({ ...FAILED, kind: 'top_up_returned', because: 'needs_a_person' })).toBe('paid');
    expect(part({ ...REFUSED, reason: 'money' })).toBeNull();
    language.value = 'da';
    expect(said(NoticeContent.parse({ ...paused, mend: 'new_method' }))).toContain(
      'Forny betalingskortet under Indbetaling',
    );
  });

  test('tell what the reader did from what others did', () => {
    const own = CONTENTS.filter((content) => isOwnDoing(message(content)));
    expect(own.map(({ kind }) => kind)).toEqual([
      ...['auto_top_up_changed', 'auto_top_up_changed', 'auto_top_up_changed'],
      'limits_changed',
    ]);
  });
});

describe('who did it', () => {
  const limits = (by: object) => ({ kind: 'limits_changed', by, changes: CHANGES });
  const saidOf = (content: unknown) => said(NoticeContent.parse(content)).replaceAll('\u00a0', ' ');

  test('is the other parent by name, with each rule as it was and as it is', () => {
    expect(saidOf(limits(OTHER))).toBe(
      'Mads Prøvelund har ændret begrænsningerne. De gælder fra næste køb. ' +
        'Højst pr. dag: 40 kr. → 60 kr.; Må ikke købe: ingenting → Slik; Tid på dagen: hele dagen → kl. 12.00–15.00.',
    );
    language.value = 'en';
    expect(saidOf(limits(OTHER))).toBe(
      'Mads Prøvelund changed the limits. They hold from the next purchase on. ' +
        'At most per day: DKK 40 → DKK 60; May not buy: nothing → Slik; Time of day: all day → 12:00–15:00.',
    );
  });

  test('is a role where there is no name to tell', () => {
    const titles = ['guardian', 'club', 'me'].map((role) =>
      saidOf(limits({ role, name: null })).replace(/ begrænsningerne.*/s, ''),
    );
    expect(titles).toEqual(['En anden forælder har ændret', 'Klubben har ændret', 'Du ændrede']);
    const card = { ...CARD, state: 'blocked' };
    expect(saidOf({ ...card, by: { role: 'club', name: null } })).toContain('Det gjorde klubben.');
    expect(saidOf({ ...card, by: OTHER })).toContain('Det gjorde Mads Prøvelund.');
    expect(saidOf({ ...card, by: { role: 'child', name: null } })).toContain('barnet selv');
  });

  test('of a new link is who got it, with which rights and on what grounds', () => {
    expect(saidOf({ ...LINK, change: 'new', whose: OTHER })).toBe(
      'Mads Prøvelund er nu tilknyttet kontoen. Kan det samme som dig. Brugte koden i klubbens brev. Kontakt klubben, hvis det er en fejl.',
    );
    const nameless = { role: 'guardian', name: null };
    const payer = { ...LINK, change: 'new', whose: nameless, rights: 'payer', basis: 'club' };
    expect(saidOf(payer)).toBe(
      'En ny person er nu tilknyttet kontoen. Kan sætte penge ind og ser ikke købene. Klubben har godkendt det. Kontakt klubben, hvis det er en fejl.',
    );
    const child = { role: 'child', name: null };
    expect(
      saidOf({ ...LINK, change: 'new', whose: child, rights: 'self', basis: 'login' }),
    ).toMatch(/^Barnet selv er nu tilknyttet kontoen\. Kan se saldo/);
  });
});
