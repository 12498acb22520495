// How long a login lasts, and that what has ended opens nothing any more.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { mintObjectId } from '../object-id.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { everyStoredValue } from '../testing/stored-rows.ts';
import type { OpenSessionCommand } from './sessions.ts';

const MORNING = '2026-11-21T08:00:00Z';

beforeEach(() => stopClockAt(MORNING));
afterEach(runClock);

function newGuardian() {
  const guardianId = mintObjectId('g', '0165', env.EDGE_KEY) as GuardianId;
  return env.GUARDIAN.getByName(guardianId);
}

type GuardianStub = ReturnType<typeof newGuardian>;

async function openSession(
  guardian: GuardianStub,
  command: Partial<OpenSessionCommand> = {},
): Promise<string> {
  const authenticatedAt = Date.now();
  const opened = { authenticatedAt, endsAt: null, idTokenCiphertext: null, ...command };
  return (await guardian.openSession(opened)).secret;
}

async function isOpen(guardian: GuardianStub, secret: string): Promise<boolean> {
  return (await guardian.authenticate(secret)).ok;
}

/** Comes back every 29 minutes, as somebody does who is at work in the portal. */
async function isOpenAllTheWay(guardian: GuardianStub, secret: string, until: string) {
  for (let at = Date.now(); at < Date.parse(until); at += 29 * 60_000) {
    stopClockAt(new Date(at).toISOString());
    if (!(await isOpen(guardian, secret))) return false;
  }
  return true;
}

describe('a session', () => {
  it('says whose it is, when the e-ID was used, and when it ends', async () => {
    const guardian = newGuardian();
    const authenticatedAt = Date.parse('2026-11-21T07:30:00Z');
    const secret = await openSession(guardian, { authenticatedAt });
    expect(await guardian.authenticate(secret)).toEqual({
      ok: true,
      value: {
        guardianId: guardian.name,
        authenticatedAt,
        endsAt: Date.parse('2026-11-21T08:30:00Z'),
      },
    });
  });

  it('ends after half an hour without use, and no earlier', async () => {
    const guardian = newGuardian();
    const secret = await openSession(guardian);
    stopClockAt('2026-11-21T08:29:59.999Z');
    expect(await isOpen(guardian, secret)).toBe(true);
    stopClockAt('2026-11-21T08:59:59.998Z');
    expect(await isOpen(guardian, secret)).toBe(true);
    stopClockAt('2026-11-21T09:29:59.998Z');
    expect(await isOpen(guardian, secret)).toBe(false);
  });

  it('ends when it says that it does, also after a use that was not written down', async () => {
    const guardian = newGuardian();
    const secret = await openSession(guardian);
    stopClockAt('2026-11-21T08:00:30Z');
    const said = await guardian.authenticate(secret);
    const endsAt = said.ok ? said.value.endsAt : Number.NaN;
    stopClockAt(new Date(endsAt - 1).toISOString());
    expect(await isOpen(guardian, secret)).toBe(true);
    const another = await openSession(guardian);
    stopClockAt(new Date(Date.now() + 30_000).toISOString());
    const saidOfAnother = await guardian.authenticate(another);
    stopClockAt(new Date(saidOfAnother.ok ? saidOfAnother.value.endsAt : 0).toISOString());
    expect(await isOpen(guardian, another)).toBe(false);
  });

  it('ends after eight hours, however busy', async () => {
    const guardian = newGuardian();
    const secret = await openSession(guardian);
    expect(await isOpenAllTheWay(guardian, secret, '2026-11-21T15:59:59Z')).toBe(true);
    stopClockAt('2026-11-21T16:00:00Z');
    expect(await isOpen(guardian, secret)).toBe(false);
  });

  it('ends when the provider says that its own ends, never later', async () => {
    const guardian = newGuardian();
    const endsAt = Date.parse('2026-11-21T08:10:00Z');
    const secret = await openSession(guardian, { endsAt });
    stopClockAt('2026-11-21T08:09:59.999Z');
    expect(await guardian.authenticate(secret)).toMatchObject({ ok: true, value: { endsAt } });
    stopClockAt('2026-11-21T08:10:00Z');
    expect(await isOpen(guardian, secret)).toBe(false);
    const longer = await openSession(guardian, { endsAt: Date.parse('2026-11-22T08:00:00Z') });
    expect(await isOpenAllTheWay(guardian, longer, '2026-11-21T16:09:59Z')).toBe(true);
    stopClockAt('2026-11-21T16:10:00Z');
    expect(await isOpen(guardian, longer)).toBe(false);
  });

  it('is one of several, which end one by one', async () => {
    const guardian = newGuardian();
    const [phone, desk] = [await openSession(guardian), await openSession(guardian)];
    expect(phone).not.toBe(desk);
    await guardian.endSession(phone);
    expect(await isOpen(guardian, phone)).toBe(false);
    expect(await isOpen(guardian, desk)).toBe(true);
  });

  it('opens with its own secret only, at its own guardian only', async () => {
    const [guardian, another] = [newGuardian(), newGuardian()];
    const secret = await openSession(guardian);
    await openSession(another);
    for (const guess of ['', 'x', secret.toLowerCase(), `${secret}x`, secret.slice(0, -1)]) {
      expect(await isOpen(guardian, guess)).toBe(false);
    }
    expect(await isOpen(another, secret)).toBe(false);
    expect(await isOpen(newGuardian(), secret)).toBe(false);
  });
});

describe('after its end', () => {
  it('a session stays ended, also when others are opened, and gives its ID token away once', async () => {
    const guardian = newGuardian();
    const secret = await openSession(guardian, { idTokenCiphertext: new Uint8Array([1, 2, 3]) });
    expect(await guardian.endSession(secret)).toEqual(new Uint8Array([1, 2, 3]));
    expect(await guardian.endSession(secret)).toBeNull();
    await openSession(guardian);
    expect(await isOpen(guardian, secret)).toBe(false);
    expect(await guardian.endSession(secret)).toBeNull();
  });

  it('a guardian that never logged in has nothing to end, and keeps nothing', async () => {
    const stranger = newGuardian();
    expect(await stranger.endSession('x')).toBeNull();
    expect(await everyStoredValue(stranger)).toBe('');
  });
});

it('the disk knows a secret only as a hash', async () => {
  const guardian = newGuardian();
  const secret = await openSession(guardian);
  expect(await everyStoredValue(guardian)).not.toContain(secret);
});
