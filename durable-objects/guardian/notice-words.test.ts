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
const low: NoticeContent = { kind: 'low_balance', balanceOre: ore(9_00) };

describe('the words of pushes and e-mails', () => {
  it.each(['da', 'en'] as const)('are there for each kind of news (%s)', (language) => {
    for (const kind of KINDS) {
      const text = PushText.parse(pushTextOf([{ kind } as NoticeContent], language));
      expect(text.text).toMatch(/\.$/);
      expect(text.path).toBe('/beskeder');
    }
  });

  it.each(['da', 'en'] as const)(
    'tell nobody what was bought, where, or for how much (%s)',
    (language) => {
      const contents = [purchase, low];
      const said = JSON.stringify([
        pushTextOf(contents, language),
        mailTextOf(contents, language),
        warningMailOf('bank_account_changed', language),
      ]);
      expect(said).not.toMatch(/hemmelig|Saftevand|12[.,]34|56[.,]78|9[.,]00/);
    },
  );

  it('say several things at once, each once, with how many there are', () => {
    expect(pushTextOf([purchase, purchase, low], 'en').text).toBe(
      '3 messages in your inbox: Something was bought with a card. There is not much money left on an account.',
    );
    expect(mailTextOf([purchase, purchase, low], 'en').text.match(/^- /gm)).toHaveLength(2);
  });

  it('give the code as it must be typed', () => {
    for (const language of ['da', 'en'] as const) {
      expect(codeMailOf('012345', language).text).toMatch(/\b012345\b/);
    }
  });
});
