// The code in the letter to a child's home: what it is, how long it works, and how often it may be tried.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LinkCode } from '../../contracts/links.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { codeOf } from '../testing/counter.ts';
import { askForLink, byCode, codeFor, familyOf, mistyped } from '../testing/link-requests.ts';
import { LEADER, loggedInGuardian, municipality, SeededClub } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { seesBalance } from '../testing/test-links.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(runClock);

const at = (instant: number) => stopClockAt(new Date(instant).toISOString());

describe('a letter’s code', () => {
  it('links a contact at once, before any card exists, and works once', async () => {
    const { parent, child } = await familyOf(club);
    const code = await codeFor(child);
    const linked = await askForLink(parent, byCode(code));
    expect(linked).toMatchObject({
      ok: true,
      value: { links: [{ accountId: child.accountId, rights: 'full', state: 'active' }] },
    });
    expect(await seesBalance(parent, child)).toBe(true);
    const other = await loggedInGuardian();
    expect(codeOf(await askForLink(other, byCode(code)))).toBe('link_code_wrong');
  });

  it('is two groups of five, and nowhere on the disk', async () => {
    const { child } = await familyOf(club);
    const issued = await municipality().issueLinkCode({ childId: child.childId, by: LEADER });
    if (!issued.ok) throw new Error(issued.refusal.code);
    expect(issued.value.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const rows = JSON.stringify(await query(municipality(), 'SELECT * FROM letter_code'));
    const { code } = issued.value;
    for (const part of [code, code.replace('-', ''), code.slice(0, 5)]) {
      expect(rows).not.toContain(part);
    }
  });

  it('dies when another is issued', async () => {
    const { parent, child } = await familyOf(club);
    const old = await codeFor(child);
    const fresh = await codeFor(child);
    expect(codeOf(await askForLink(parent, byCode(old)))).toBe('link_code_wrong');
    expect(codeOf(await askForLink(parent, byCode(fresh)))).toBe('accepted');
  });

  it('works on its sixtieth day, and not a moment later', async () => {
    const start = Date.now();
    const { parent, child } = await familyOf(club);
    const { child: another } = await familyOf(club);
    at(start);
    const [late, inTime] = [await codeFor(child), await codeFor(another)];
    at(start + 60 * DAY_MS - 1);
    expect(codeOf(await askForLink(parent, byCode(inTime)))).toBe('accepted');
    at(start + 60 * DAY_MS);
    expect(codeOf(await askForLink(parent, byCode(late)))).toBe('link_code_wrong');
  });

  it('is burnt by five wrong tries with its first group, whoever tries', async () => {
    const { parent, child } = await familyOf(club);
    const code = await codeFor(child);
    for (let tries = 0; tries < 4; tries++) {
      const stranger = await loggedInGuardian();
      expect(codeOf(await askForLink(stranger, byCode(mistyped(code))))).toBe('link_code_wrong');
    }
    const { parent: another, child: theirs } = await familyOf(club);
    const untouched = await codeFor(theirs);
    expect(codeOf(await askForLink(parent, byCode(mistyped(code))))).toBe('link_code_wrong');
    expect(codeOf(await askForLink(parent, byCode(code)))).toBe('link_code_wrong');
    expect(codeOf(await askForLink(another, byCode(untouched)))).toBe('accepted');
  });

  it('still works after four wrong tries', async () => {
    const { parent, child } = await familyOf(club);
    const code = await codeFor(child);
    for (let tries = 0; tries < 4; tries++) await askForLink(parent, byCode(mistyped(code)));
    expect(codeOf(await askForLink(parent, byCode(code)))).toBe('accepted');
  });

  it('cannot be guessed at: ten refused requests in an hour, and the person waits', async () => {
    const start = Date.now();
    const { parent, child } = await familyOf(club);
    at(start);
    const wrong = LinkCode.parse('0000000000');
    for (let tries = 0; tries < 10; tries++) {
      expect(codeOf(await askForLink(parent, byCode(wrong)))).toBe('link_code_wrong');
    }
    const code = await codeFor(child);
    at(start + HOUR_MS - 1);
    expect(await askForLink(parent, byCode(code))).toEqual({
      ok: false,
      refusal: { code: 'too_many_tries', retryAfterMs: 1 },
    });
    at(start + HOUR_MS);
    expect(codeOf(await askForLink(parent, byCode(code)))).toBe('accepted');
  });
});
