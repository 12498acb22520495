// How many requests for links one person may leave behind: so many in a day, whatever came of them, and none that
// was refused for longer than a letter's code lives.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { LinkCode } from '../../contracts/links.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { codeOf } from '../testing/counter.ts';
import {
  askForLink,
  BY_CONTACT,
  byCode,
  codeFor,
  familyOf,
  newLinkId,
} from '../testing/link-requests.ts';
import { loggedInGuardian, municipality, SeededClub, setSettings } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WRONG = byCode(LinkCode.parse('0000000000'));
const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(runClock);

const at = (instant: number) => stopClockAt(new Date(instant).toISOString());

async function rowsOf(guardianId: GuardianId): Promise<number> {
  const rows = 'SELECT count(*) AS n FROM link_request WHERE guardian_id = ?';
  return (await query(municipality(), rows, guardianId))[0]?.n as number;
}

describe('requests for links', () => {
  it('are twenty in a day, also when each was accepted and its link ended again', async () => {
    await setSettings({ contactMatchIsEnough: true });
    const start = Date.now();
    const { parent, child } = await familyOf(club);
    for (let times = 0; times < 20; times++) {
      at(start + times);
      const asked = await askForLink(parent, BY_CONTACT);
      const linkId = asked.ok ? asked.value.links[0]?.linkId : undefined;
      if (linkId === undefined) throw new Error('no link');
      await municipality().endOwnLink({ linkId, guardianId: parent });
    }
    at(start + DAY_MS - 1);
    const refused = { ok: false, refusal: { code: 'too_many_tries', retryAfterMs: 1 } };
    expect(await askForLink(parent, BY_CONTACT)).toEqual(refused);
    expect(await askForLink(parent, byCode(await codeFor(child)))).toEqual(refused);
    expect(await rowsOf(parent)).toBe(20);
    at(start + DAY_MS);
    expect(codeOf(await askForLink(parent, BY_CONTACT))).toBe('accepted');
    await setSettings({});
  });

  it('of one person say nothing about another’s', async () => {
    const [busy, other] = [await loggedInGuardian(), await familyOf(club)];
    for (let times = 0; times < 11; times++) await askForLink(busy, WRONG);
    expect(codeOf(await askForLink(busy, WRONG))).toBe('too_many_tries');
    const code = await codeFor(other.child);
    expect(codeOf(await askForLink(other.parent, byCode(code)))).toBe('accepted');
  });

  it('that wait leave no row, and may come again under the same id', async () => {
    const start = Date.now();
    at(start);
    const { parent, child } = await familyOf(club);
    for (let times = 0; times < 10; times++) await askForLink(parent, WRONG);
    const [linkId, code] = [newLinkId(), byCode(await codeFor(child))];
    expect(codeOf(await askForLink(parent, code, linkId))).toBe('too_many_tries');
    expect(await rowsOf(parent)).toBe(10);
    at(start + HOUR_MS);
    expect(codeOf(await askForLink(parent, code, linkId))).toBe('accepted');
  });

  it('that were refused are forgotten after 60 days, and those that made a link are not', async () => {
    const start = Date.now();
    at(start);
    const { parent, child } = await familyOf(club);
    const stranger = await loggedInGuardian();
    const [linkId, request] = [newLinkId(), byCode(await codeFor(child))];
    const linked = await askForLink(parent, request, linkId);
    for (let times = 0; times < 5; times++) await askForLink(parent, WRONG);
    await askForLink(stranger, WRONG);
    at(start + 60 * DAY_MS);
    await askForLink(parent, WRONG);
    expect(await rowsOf(parent)).toBe(7);
    at(start + 60 * DAY_MS + 1);
    await askForLink(parent, WRONG);
    expect(await rowsOf(parent)).toBe(3);
    expect(await askForLink(parent, request, linkId)).toEqual(linked);
    expect(await rowsOf(stranger)).toBe(1);
  });
});
