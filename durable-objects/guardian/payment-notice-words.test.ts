// What a push or an e-mail says of money in: enough to know whether one must do something.
import { describe, expect, it } from 'vitest';
import { NoticeContent } from '../../contracts/inbox.ts';
import { MoneyInWay } from '../../contracts/statement.ts';
import { TopUpCause } from '../../contracts/top-ups.ts';
import { mailTextOf, pushTextOf } from './notice-words.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const FAILED = { kind: 'top_up_failed', topUpId: ID, amountOre: 10_000 };
const CHANGES = ['made', 'changed', 'deleted'] as const;
const ROLES = ['me', 'guardian', 'child', 'club'] as const;

const said = (content: object, language: 'da' | 'en' = 'da') =>
  pushTextOf([NoticeContent.parse(content)], language).text;
const changed = (change: string, role: string) => ({
  ...{ kind: 'auto_top_up_changed', change, by: { role, name: 'Hemmelig Testesen' } },
});

describe('the push of money in', () => {
  it('says of a failed one whether the rule ordered it', () => {
    const because = 'card_expired';
    expect(said({ ...FAILED, because, isAutomatic: true })).toBe(
      'En automatisk optankning lykkedes ikke. Se hvorfor.',
    );
    expect(said({ ...FAILED, because, isAutomatic: false })).toBe(
      'En indbetaling lykkedes ikke. Se hvorfor.',
    );
  });

  it('calls one without an answer neither failed nor done', () => {
    const waits = said({ ...FAILED, because: 'no_answer', isAutomatic: true });
    expect(waits).toMatch(/venter på svar .* trækkes ikke to gange\.$/);
    expect(waits).not.toContain('lykkedes');
    expect(said({ ...FAILED, because: 'needs_a_person', isAutomatic: true }, 'en')).toBe(
      'Somebody has to look at an automatic top-up. Contact the club.',
    );
  });

  it('says whether a rule was made, changed or deleted, and by whom', () => {
    expect(CHANGES.map((change) => said(changed(change, 'guardian')))).toEqual([
      'En anden forælder har oprettet en automatisk optankning.',
      'En anden forælder har ændret en automatisk optankning.',
      'En anden forælder har slettet en automatisk optankning.',
    ]);
    expect(said(changed('deleted', 'me'), 'en')).toBe('You have deleted an automatic top-up.');
  });

  it.each(['da', 'en'] as const)(
    'is one sentence or two, without name or amount (%s)',
    (language) => {
      const contents = [
        ...MoneyInWay.options.map((way) => ({
          kind: 'top_up',
          sequence: 7,
          amountOre: 9_876,
          way,
        })),
        ...TopUpCause.options.flatMap((because) =>
          [true, false].map((isAutomatic) => ({ ...FAILED, because, isAutomatic })),
        ),
        ...CHANGES.flatMap((change) => ROLES.map((role) => changed(change, role))),
      ].map((content) => NoticeContent.parse(content));
      for (const content of contents) expect(said(content, language)).toMatch(/^[A-ZÆØÅ].*\.$/);
      expect(mailTextOf(contents, language).text).not.toMatch(/Hemmelig|98[.,]76|100[.,]00/);
    },
  );
});
