// One person is one guardian, whichever provider the login came from, and one login counts once.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { GuardianId } from '../../contracts/ids.ts';
import { nationalIdHash } from '../keyed-hash.ts';
import { isOurObjectId } from '../object-id.ts';
import { municipality, setSettings } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import type { IdentifyCommand } from './identities.ts';

const ISSUER = 'https://mitid.test/op';
const OTHER_ISSUER = 'https://another-broker.test';

beforeEach(() => setSettings({}));

/** Nobody's: a day of the month above 91. */
function newNationalIdHash(): string {
  const digits = String(crypto.getRandomValues(new Uint32Array(1))[0]).padStart(8, '0');
  return nationalIdHash(`99${digits.slice(-8)}`, env.CODE_KEY);
}

function login(change: Partial<IdentifyCommand> = {}): IdentifyCommand {
  return {
    loginHash: crypto.randomUUID(),
    loginExpiresAt: Date.now() + 600_000,
    issuer: ISSUER,
    subject: crypto.randomUUID(),
    nationalIdHash: newNationalIdHash(),
    name: 'Mette Testesen',
    birthDate: '1982-04-03',
    ...change,
  };
}

async function identified(command: IdentifyCommand): Promise<GuardianId> {
  const outcome = await municipality().identify(command);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value.guardianId;
}

async function refusalOf(command: IdentifyCommand): Promise<string | null> {
  const outcome = await municipality().identify(command);
  return outcome.ok ? null : outcome.refusal.code;
}

describe('a login', () => {
  it('registers somebody new under an id that the edge knows', async () => {
    const guardianId = await identified(login());
    expect(GuardianId.parse(guardianId)).toBe(guardianId);
    expect(isOurObjectId(guardianId, env.EDGE_KEY)).toBe(true);
  });

  it('finds the same guardian again by issuer and subject', async () => {
    const first = login();
    const guardianId = await identified(first);
    expect(await identified({ ...first, loginHash: crypto.randomUUID() })).toBe(guardianId);
  });

  it('of the same subject at another issuer is another person', async () => {
    const first = login();
    const guardianId = await identified(first);
    const other = login({ subject: first.subject, issuer: OTHER_ISSUER });
    expect(await identified(other)).not.toBe(guardianId);
  });

  it('counts once: the same one again is refused, and the log says so', async () => {
    const command = login();
    await identified(command);
    expect(await refusalOf(command)).toBe('login_failed');
    expect((await municipality().auditLog()).at(-1)?.action).toBe('login_replayed');
  });

  it('is forgotten when its cookie is over', async () => {
    const over = login({ loginExpiresAt: Date.now() - 1 });
    await identified(over);
    await identified(login());
    const rows = await query(
      municipality(),
      `SELECT * FROM spent_login WHERE login_hash = '${over.loginHash}'`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a second identity of the same person', () => {
  it('attaches to the same guardian, and from then on finds it by itself', async () => {
    const first = login();
    const guardianId = await identified(first);
    const second = login({ issuer: OTHER_ISSUER, nationalIdHash: first.nationalIdHash });
    expect(await identified(second)).toBe(guardianId);
    expect((await municipality().auditLog()).at(-1)).toEqual({
      actor: 'login',
      action: 'identity_attached',
      subjects: [guardianId],
    });
    const changed = { ...second, loginHash: crypto.randomUUID() };
    expect(await identified({ ...changed, nationalIdHash: newNationalIdHash() })).toBe(guardianId);
  });

  it('is refused when it claims the national id of another guardian', async () => {
    const [mine, another] = [login(), login()];
    await identified(mine);
    await identified(another);
    const claim = { ...mine, loginHash: crypto.randomUUID() };
    expect(await refusalOf({ ...claim, nationalIdHash: another.nationalIdHash })).toBe(
      'login_failed',
    );
    expect((await municipality().auditLog()).at(-1)?.action).toBe('identity_refused');
  });
});

describe('what is kept of a guardian', () => {
  it('is told to who asks by id, and is on disk under the own key only', async () => {
    const command = login();
    const guardianId = await identified(command);
    const { name, birthDate } = command;
    expect(await municipality().guardianDetails(guardianId)).toEqual({
      ...{ guardianId, name, birthDate },
    });
    const [row] = await query(
      municipality(),
      `SELECT * FROM guardian WHERE guardian_id = '${guardianId}'`,
    );
    const stored = Object.values(row ?? {})
      .map((value) => (value instanceof ArrayBuffer ? Buffer.from(value).toString() : value))
      .join('\n');
    for (const clear of ['Mette', 'Testesen', '1982']) expect(stored).not.toContain(clear);
  });

  it('is no name at all where it is protected, also when it was not before', async () => {
    const command = login();
    const guardianId = await identified(command);
    await identified({ ...command, loginHash: crypto.randomUUID(), name: null });
    expect(await municipality().guardianDetails(guardianId)).toMatchObject({ name: null });
  });

  it('is nothing for a guardian that never logged in', async () => {
    expect(await municipality().guardianDetails('g0165nobody' as GuardianId)).toBeNull();
  });
});
