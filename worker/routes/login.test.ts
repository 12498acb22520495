// What the edge itself decides of a login and a logout, without a provider; the tokens are test/login's. And a
// child's own login, which sees the own account and nothing else.
import { beforeAll, describe, expect, it } from 'vitest';
import { Children } from '../../contracts/children.ts';
import { LoggedOut } from '../../contracts/login.ts';
import { Me } from '../../contracts/me.ts';
import { newNationalId } from '../../durable-objects/testing/seeded-club.ts';
import { edge } from '../testing/edge.ts';
import { TestClub } from '../testing/test-club.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

let club: TestClub;
beforeAll(async () => {
  club = await TestClub.open();
});

const visit = (path: string) => edge.fetch(`${ORIGIN}${path}`, { redirect: 'manual' });

describe('the way to the provider', () => {
  it('is said not to be there where none is set up for the host', async () => {
    const response = await visit('/api/login/citizen?returnTo=/kort?a=1');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/kort?a=1&login=unavailable');
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it.each([
    'returnTo=//boese.test',
    'returnTo=https://boese.test/',
    'returnTo=/%252e//boese.test',
    'fresh=yes',
    'language=kl',
  ])('is refused with %s', async (query) => {
    expect(await problemCode(await visit(`/api/login/citizen?${query}`))).toBe('invalid_request');
  });
});

describe('the way back', () => {
  it.each(['', '?code=x&state=y', '?error=access_denied&state=y'])(
    'leads nowhere without a login that this browser began: %j',
    async (query) => {
      const response = await visit(`/api/login/callback${query}`);
      expect(response.headers.get('location')).toBe('/?login=failed');
      expect(response.headers.get('set-cookie')).toBeNull();
    },
  );
});

describe('a logout', () => {
  it('ends the session and takes the cookie away; once more changes nothing', async () => {
    const guardian = await openGuardian();
    expect((await guardian.request('/api/me')).status).toBe(200);
    for (let round = 0; round < 2; round++) {
      const response = await guardian.request('/api/logout', { method: 'POST' });
      expect(LoggedOut.parse(await response.json())).toEqual({ endSessionUrl: null });
      expect(response.headers.get('set-cookie')).toMatch(/^__Host-klubkort=; Max-Age=0; Path=\//);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await problemCode(await guardian.request('/api/me'))).toBe('session_missing');
    }
  });

  it('leaves the same guardian logged in elsewhere', async () => {
    const phone = await openGuardian();
    const desk = await openGuardian({ guardianId: phone.guardianId });
    await phone.request('/api/logout', { method: 'POST' });
    expect((await desk.request('/api/me')).status).toBe(200);
  });

  it('of nobody is well, too', async () => {
    const response = await edge.fetch(`${ORIGIN}/api/logout`, { method: 'POST' });
    expect(response.status).toBe(200);
  });
});

describe('a cookie', () => {
  it('that was invented, cut or is another guardian’s opens nothing', async () => {
    const [guardian, another] = [await openGuardian(), await openGuardian()];
    const [name = '', value = ''] = guardian.cookie.split('=');
    const [id = '', secret = ''] = value.split('.');
    const forged = `${id.slice(0, -1)}${id.endsWith('x') ? 'y' : 'x'}`;
    for (const spoilt of [
      `${id}.`,
      `.${secret}`,
      secret,
      `${another.guardianId}.${secret}`,
      `${forged}.${secret}`,
      `${id}.${secret}.${secret}`,
      `${id}.${secret}x`,
    ]) {
      const response = await guardian.request('/api/me', {
        headers: { cookie: `${name}=${spoilt}` },
      });
      expect(await problemCode(response), spoilt).toBe('session_missing');
    }
  });
});

describe('a child that logs in with the own e-ID', () => {
  it('is a guardian of its own, linked to itself and to nobody else', async () => {
    const nationalId = newNationalId();
    const child = await club.registerChild(40_00, { nationalId, bornOn: '2013-03-07' });
    await club.registerChild(40_00, { nationalId: newNationalId() });
    const self = await openGuardian({ nationalId, birthDate: '2013-03-07' });
    const { children } = Children.parse(await (await self.request('/api/children')).json());
    expect(children).toMatchObject([
      { accountId: child.accountId, rights: 'self', ledgerBalanceOre: 40_00 },
    ]);
    expect(Me.parse(await (await self.request('/api/me')).json()).isChild).toBe(true);
    const again = await openGuardian({ nationalId });
    expect(again.guardianId).toBe(self.guardianId);
    const seen = Children.parse(await (await again.request('/api/children')).json());
    expect(seen.children).toHaveLength(1);
  });
});
