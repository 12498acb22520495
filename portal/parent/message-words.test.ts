import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PublicClubs } from '../../contracts/clubs.ts';
import { type InboxMessage, NoticeContent, RefusalReason } from '../../contracts/inbox.ts';
import { language } from '../ui/language.ts';
import { clubs } from './clubs-store.ts';
import { isOwnDoing, messageWords, subjectOf } from './message-words.ts';
import { messageTexts } from './words-of-messages.ts';

const PLACE = { clubId: 'bakkens-hjerte', salesPointId: 'cafe' };
const CARD_STATES = ['ordered', 'produced', 'delivered', 'active', 'blocked', 'cancelled'];

/** At least one of each kind, as the server sends them. */
const CONTENTS: readonly NoticeContent[] = [
  {
    ...{ kind: 'purchase', ...PLACE, sequence: 5, totalOre: 2500 },
    ...{ itemNames: ['Toast', 'Saftevand'], balanceAfterOre: 12_350 },
  },
  { kind: 'given_back', sequence: 6, ofSequence: 5, amountOre: 1000 },
  { kind: 'top_up', sequence: 7, amountOre: 10_000 },
  { kind: 'fee', sequence: 8, amountOre: 2500 },
  { kind: 'fee_returned', sequence: 9, amountOre: 2500 },
  ...RefusalReason.options.map((reason) => ({ kind: 'refused', reason, ...PLACE })),
  { kind: 'wrong_child', ...PLACE },
  { kind: 'low_balance', balanceOre: 1800 },
  { kind: 'limit_reached', window: 'per_day' },
  { kind: 'limit_reached', window: 'per_week' },
  { kind: 'limits_changed', byMe: false },
  { kind: 'limits_changed', byMe: true },
  ...CARD_STATES.map((state) => ({ kind: 'card', cardId: 'c-1', state, byMe: false })),
  { kind: 'card_ready', cardId: 'c-2', orderId: '00000000-0000-4000-8000-000000000001' },
  ...['new', 'approved', 'rejected', 'ended', 'frozen'].map((change) => ({ kind: 'link', change })),
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
  ...{ clubId: 'bakkens-hjerte', name: 'Bakkens Hjerte', categories: [], contact: null },
  salesPoints: [{ salesPointId: 'cafe', name: 'Café' }],
};

beforeEach(() => {
  const value = PublicClubs.parse({ municipalityName: 'Prøveby Kommune', clubs: [CAFE] });
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
      'Køb: Toast, Saftevand. 25,00\u00a0kr. i Café, Bakkens Hjerte. Saldoen er nu 123,50\u00a0kr.',
    ]);
  });

  test('leave room for the names of places until they are known', () => {
    clubs.value = { kind: 'loading' };
    expect(CONTENTS.slice(0, 1).map(said).join()).toContain(' i …. Saldoen');
  });

  test('lead to what they are about', () => {
    const page = (content: unknown) => subjectOf(message(NoticeContent.parse(content)));
    expect(page({ kind: 'refused', reason: 'money', ...PLACE })).toMatchObject({
      page: 'indbetaling',
    });
    expect(page({ kind: 'refused', reason: 'per_day', ...PLACE })).toMatchObject({
      page: 'begraensninger',
    });
    expect(page({ kind: 'email_changed' })).toMatchObject({ path: '/mine-oplysninger' });
  });

  test('tell what the reader did from what others did', () => {
    const own = CONTENTS.filter((content) => isOwnDoing(message(content)));
    expect(own).toEqual([{ kind: 'limits_changed', byMe: true }]);
  });
});
