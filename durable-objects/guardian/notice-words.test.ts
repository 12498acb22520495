import { describe, expect, it } from 'vitest';
import type { ClubId, SalesPointId } from '../../contracts/ids.ts';
import { NoticeContent, PushText } from '../../contracts/inbox.ts';
import { ore } from '../../contracts/ore.ts';
import { codeMailOf, mailTextOf, pushTextOf, warningMailOf } from './notice-words.ts';

const KINDS = NoticeContent.options.map(({ shape }) => shape.kind.value);
const purchase: NoticeContent = {
  kind: 'purchase',
  clubId: 'hemmelig-klub' as ClubId,
  salesPointId: 'cafe' as SalesPointId,
  sequence: 1,
  totalOre: ore(12_34),
  itemNames: ['Saftevand'],
  balanceAfterOre: ore(56_78),
};
const PERSON = { role: 'guardian', name: 'Hemmelig Testesen' } as const;
const LINKS: readonly NoticeContent[] = (
  ['new', 'approved', 'rejected', 'ended', 'frozen', 'thawed'] as const
).map((change) => ({ kind: 'link', change, whose: PERSON, rights: 'full', basis: null }));
const LIMITS: readonly NoticeContent[] = (['guardian', 'club', 'child', 'me'] as const).map(
  (role) => ({
    kind: 'limits_changed',
    by: { ...PERSON, role },
    changes: [{ field: 'perDayOre', before: null, after: ore(98_76) }],
  }),
);
const low: NoticeContent = { kind: 'low_balance', balanceOre: ore(9_00) };

describe('the words of pushes and e-mails', () => {
  it.each(['da', 'en'] as const)('are there for each kind of news (%s)', (language) => {
    // Those by who did it or why have tests of their own.
    const byMore = ['link', 'limits_changed', 'top_up', 'top_up_failed', 'auto_top_up_changed'];
    const told = KINDS.filter((kind) => !byMore.includes(kind)).map(
      (kind) => ({ kind }) as NoticeContent,
    );
    for (const content of [...told, ...LINKS, ...LIMITS]) {
      const text = PushText.parse(pushTextOf([content], language));
      expect(text.text).toMatch(/\.$/);
      expect(text.path).toBe('/beskeder');
    }
  });

  it.each(['da', 'en'] as const)(
    'tell nobody what was bought, where, or for how much, and name nobody (%s)',
    (language) => {
      const contents = [purchase, low, ...LINKS, ...LIMITS];
      const said = JSON.stringify([
        pushTextOf(contents, language),
        mailTextOf(contents, language),
        warningMailOf('bank_account_changed', language),
      ]);
      expect(said).not.toMatch(/hemmelig|Saftevand|12[.,]34|56[.,]78|9[.,]00|98[.,]76/i);
    },
  );

  it('say of limits who changed them by role, and of a link what became of it', () => {
    expect(LIMITS.map((content) => pushTextOf([content], 'en').text).slice(0, 2)).toEqual([
      "Another parent has changed a child's limits.",
      "The club has changed a child's limits.",
    ]);
    expect(new Set(LINKS.map((content) => pushTextOf([content], 'da').text)).size).toBe(6);
  });

  it('say several things at once, each once, with how many there are', () => {
    expect(pushTextOf([purchase, purchase, low], 'en').text).toBe(
      '3 messages in your inbox: Something was bought with a card. There is not much money left on an account.',
    );
    expect(mailTextOf([purchase, purchase, low], 'en').text.match(/^- /gm)).toHaveLength(2);
  });

  it("make no list of one sentence, and use the portal's own name in each language", () => {
    expect(mailTextOf([purchase], 'da').text).toContain('\n\nDer er købt noget med et kort.\n');
    const english = [pushTextOf([purchase], 'en'), mailTextOf([purchase], 'en')];
    expect(JSON.stringify([...english, codeMailOf('012345', 'en')])).not.toContain('Kortportalen');
  });

  it('give the code as it must be typed', () => {
    for (const language of ['da', 'en'] as const) {
      expect(codeMailOf('012345', language).text).toMatch(/\b012345\b/);
    }
  });
});
