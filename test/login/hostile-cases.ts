// What a provider may get wrong, or a thief may try with what a provider said: each is refused without a
// session, and the honest answer of the same provider is taken, so that no refusal is for another reason.
import assert from 'node:assert/strict';
import type { LoginTrouble } from '../../contracts/login.ts';
import { type Lie, SUBSTANTIAL } from './hostile-provider.ts';
import { Guest, PENDING } from './logging-in.ts';
import type { LoginHouse } from './login-house.ts';
import type { LoginCase } from './run.ts';

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** Name of the case, the lie, how the login ends, and what the log says: that it was refused for this. */
const LIES: readonly (readonly [string, () => Lie, LoginTrouble, RegExp])[] = [
  ['another nonce', () => ({ claims: { nonce: 'another' } }), 'failed', /"nonce" claim value/],
  ['no nonce', () => ({ claims: { nonce: null } }), 'failed', /"nonce" \(nonce\) claim missing/],
  [
    'another audience',
    () => ({ claims: { aud: 'another' } }),
    'failed',
    /"aud" \(audience\) claim value/,
  ],
  [
    'two audiences, the token made for the other',
    () => ({ claims: { aud: ['klubkort', 'another'], azp: 'another' } }),
    'failed',
    /"azp"/,
  ],
  ['another issuer', () => ({ claims: { iss: 'https://another.invalid' } }), 'failed', /JWT "iss"/],
  [
    'a token that is over',
    () => ({ claims: { exp: nowSeconds() - 120 } }),
    'failed',
    /expiration is past/,
  ],
  [
    'a token that never ends',
    () => ({ claims: { exp: null } }),
    'failed',
    /"exp" .* claim missing/,
  ],
  ['a token for later', () => ({ claims: { nbf: nowSeconds() + 600 } }), 'failed', /"nbf"/],
  [
    "a signature by a stranger's key under a known name",
    () => ({ signedBy: 'another_key' }),
    'failed',
    /signature verification failed/,
  ],
  [
    'a key that the provider does not publish',
    () => ({ signedBy: 'unknown_key' }),
    'failed',
    /no applicable keys/,
  ],
  [
    'a payload that was changed after signing',
    () => ({ altered: true }),
    'failed',
    /signature verification failed/,
  ],
  ['alg none', () => ({ signedBy: 'nobody' }), 'failed', /"alg" header/],
  ['our client secret as the key', () => ({ signedBy: 'our_secret' }), 'failed', /"alg" header/],
  [
    'the public key as a shared secret',
    () => ({ signedBy: 'our_public_key' }),
    'failed',
    /"alg" header/,
  ],
  ['no ID token', () => ({ withoutIdToken: true }), 'failed', /"id_token" property/],
  [
    'a low level of assurance',
    () => ({ claims: { loa: SUBSTANTIAL.replace('Substantial', 'Low') } }),
    'level',
    /refused as login_level_too_low/,
  ],
  [
    'no level of assurance',
    () => ({ claims: { loa: null } }),
    'level',
    /refused as login_level_too_low/,
  ],
  [
    'a level that only ends alike',
    () => ({ claims: { loa: 'Substantial' } }),
    'level',
    /refused as login_level_too_low/,
  ],
  [
    'an e-ID of a company',
    () => ({ claims: { identity_type: 'professional' } }),
    'failed',
    /refused as login_failed/,
  ],
  [
    'an invented e-ID of the provider',
    () => ({ claims: { identity_type: 'test' } }),
    'failed',
    /refused as login_failed/,
  ],
  [
    "an e-ID of the broker's test environment",
    () => ({ claims: { idp_environment: 'test' } }),
    'failed',
    /refused as login_failed/,
  ],
  [
    'an e-ID of no environment',
    () => ({ claims: { idp_environment: null } }),
    'failed',
    /refused as login_failed/,
  ],
  [
    'UserInfo of somebody else',
    () => ({ userInfo: { sub: 'another' } }),
    'failed',
    /"sub" property value/,
  ],
  ['UserInfo of nobody', () => ({ userInfo: { sub: null } }), 'failed', /"sub" property must be/],
  ['no national id', () => ({ userInfo: { 'dk.cpr': null } }), 'failed', /refused as login_failed/],
  [
    'half a national id',
    () => ({ userInfo: { 'dk.cpr': '991299-xxxx' } }),
    'failed',
    /refused as login_failed/,
  ],
  [
    'no time of the login',
    () => ({ claims: { auth_time: null } }),
    'failed',
    /"auth_time" .* claim missing/,
  ],
  [
    'a login of yesterday',
    () => ({ claims: { auth_time: nowSeconds() - 86_400 } }),
    'failed',
    /too much time/,
  ],
  [
    'a session that is over',
    () => ({ claims: { session_expiry: nowSeconds() - 1 } }),
    'failed',
    /refused as login_failed/,
  ],
  [
    'an answer by another issuer',
    () => ({ answer: { iss: 'https://another.invalid' } }),
    'failed',
    /"iss" \(issuer\) response parameter/,
  ],
  [
    'another state',
    () => ({ answer: { state: 'another' } }),
    'failed',
    /"state" response parameter/,
  ],
  [
    'a code that it does not know',
    () => ({ answer: { code: 'another' } }),
    'failed',
    /ResponseBodyError/,
  ],
  [
    'a guardian who broke it off',
    () => ({ answer: { error: 'access_denied', error_description: 'mitid_user_aborted' } }),
    'aborted',
    /AuthorizationResponseError/,
  ],
  [
    'an error of its own',
    () => ({ answer: { error: 'invalid_scope' } }),
    'failed',
    /AuthorizationResponseError/,
  ],
  [
    'that it is down',
    () => ({ answer: { error: 'temporarily_unavailable' } }),
    'unavailable',
    /AuthorizationResponseError/,
  ],
  [
    'a token endpoint that is down',
    () => ({ tokenStatus: 503 }),
    'unavailable',
    /unexpected HTTP response status/,
  ],
];

export const hostileCases: readonly LoginCase[] = [
  {
    name: 'the provider that lies otherwise is believed when it does not',
    run: async (house) => {
      const guest = await atHostile(house, {});
      assert.equal(await guest.loginAtHostile('?returnTo=/kort'), '/kort');
      assert.equal(await guest.hasSession(), true);
    },
  },
  {
    name: "a session of ours ends with the provider's",
    run: async (house) => {
      const endsAtSeconds = nowSeconds() + 90;
      const guest = await atHostile(house, { claims: { session_expiry: endsAtSeconds } });
      assert.equal(await guest.loginAtHostile(), '/');
      const me = JSON.parse((await guest.visit(`${guest.origin}/api/me`)).text);
      assert.equal(Date.parse(me.sessionEndsAt), endsAtSeconds * 1000);
    },
  },
  ...LIES.map(
    ([name, lie, trouble, because]): LoginCase => ({
      name: `refused: ${name}`,
      run: async (house) => {
        const guest = await atHostile(house, lie());
        const logged = house.log.length;
        assert.equal(await guest.loginAtHostile('?returnTo=/kort'), `/kort?login=${trouble}`);
        assert.equal(guest.session, null);
        assert.equal(guest.pending, null);
        await house.logs(because, logged);
      },
    }),
  ),
  {
    name: 'a replayed answer opens nothing, though the provider takes a code any number of times',
    run: async (house) => {
      const guest = await atHostile(house, {});
      const callback = await guest.throughHostile();
      const stolen = guest.pending;
      assert.equal(await guest.comeBack(callback), '/');
      const before = house.hostile.exchanges;
      const thief = new Guest(house, 'hostile');
      thief.put(PENDING, stolen);
      assert.equal(await thief.comeBack(callback), '/?login=failed');
      assert.equal(thief.session, null);
      assert.equal(house.hostile.exchanges, before + 1, 'the provider was glad to');
      assert.equal(await guest.comeBack(callback), '/?login=failed');
    },
  },
  {
    name: 'an answer in a browser that began no login opens nothing: no login in another’s name',
    run: async (house) => {
      const attacker = await atHostile(house, {});
      const callback = await attacker.throughHostile();
      const victim = new Guest(house, 'hostile');
      assert.equal(await victim.comeBack(callback), '/?login=failed');
      await victim.begin();
      assert.equal(await victim.comeBack(callback), '/?login=failed');
      assert.equal(victim.session, null);
    },
  },
  {
    name: 'a pending login that was altered, invented or begun at another host is none',
    run: async (house) => {
      const guest = await atHostile(house, {});
      for (const spoil of [
        (cookie: string) => `${cookie.slice(0, -2)}AA`,
        () => 'invented',
        () => '',
      ]) {
        const callback = await guest.throughHostile();
        guest.put(PENDING, spoil(guest.pending ?? ''));
        assert.equal(await guest.comeBack(callback), '/?login=failed');
      }
      assert.equal(guest.session, null);
    },
  },
  {
    name: 'a fresh login is not one that the provider remembers of an hour ago',
    run: async (house) => {
      const lie = { claims: { auth_time: nowSeconds() - 3_600 } };
      const guest = await atHostile(house, lie);
      const address = await guest.begin('?fresh=1');
      assert.equal(address.searchParams.get('prompt'), 'login');
      assert.equal(await guest.loginAtHostile('?fresh=1'), '/?login=failed');
      assert.equal(await guest.loginAtHostile(), '/');
    },
  },
  {
    name: 'a provider that says to be another issuer, is not there, or is not set up: said in one word',
    run: async (house) => {
      for (const host of ['impostor', 'down', 'none'] as const) {
        const guest = new Guest(house, host);
        const answer = await guest.visit(`${guest.origin}/api/login/citizen?returnTo=/kort?a=1`);
        assert.equal(answer.location, '/kort?a=1&login=unavailable', host);
        assert.equal(guest.pending, null);
      }
    },
  },
  {
    name: 'a way back to another origin is refused before anybody is sent away',
    run: async (house) => {
      const guest = new Guest(house, 'hostile');
      for (const path of [
        '//boese.test',
        'https://boese.test/',
        '/\\boese.test',
        '/%2e//boese.test',
      ]) {
        const query = new URLSearchParams({ returnTo: path });
        const answer = await guest.visit(`${guest.origin}/api/login/citizen?${query}`);
        assert.equal(answer.status, 400, path);
        assert.equal(answer.location, null);
      }
    },
  },
];

async function atHostile(house: LoginHouse, lie: Lie): Promise<Guest> {
  house.hostile.lie = lie;
  return new Guest(house, 'hostile');
}
