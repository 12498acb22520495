// The certified provider, end to end with redirects: who comes in, with which cookie, and how it ends.
import assert from 'node:assert/strict';
import { DEMO_CITIZENS } from '../../local/demo-personas.ts';
import { Guest, PENDING, SESSION } from './logging-in.ts';
import type { LoginCase } from './run.ts';
import { formOf } from './visitor.ts';

export const honestCases: readonly LoginCase[] = [
  {
    name: 'every citizen of the demo logs in, and comes back to where the login began',
    run: async (house) => {
      const guardians = new Set<string>();
      for (const { personaId } of DEMO_CITIZENS) {
        const guest = new Guest(house, 'honest');
        assert.equal(
          await guest.loginAs(personaId, '?returnTo=/kontoudtog?uge=47'),
          '/kontoudtog?uge=47',
        );
        guardians.add(guardianOf(guest));
        assert.equal(guest.pending, null);
      }
      assert.equal(guardians.size, DEMO_CITIZENS.length);
    },
  },
  {
    name: 'the request to the provider has all that the standard wants, and no secret',
    run: async (house) => {
      const guest = new Guest(house, 'honest');
      const { searchParams } = await guest.begin('?language=en');
      assert.equal(searchParams.get('response_type'), 'code');
      assert.equal(searchParams.get('code_challenge_method'), 'S256');
      assert.equal(searchParams.get('scope'), 'openid mitid ssn');
      assert.equal(searchParams.get('language'), 'en');
      assert.equal(searchParams.get('redirect_uri'), `${guest.origin}/api/login/callback`);
      for (const name of ['state', 'nonce', 'code_challenge'])
        assert.match(searchParams.get(name) ?? '', /^[\w-]{43}$/, name);
      const again = (await guest.begin()).searchParams;
      for (const name of ['state', 'nonce', 'code_challenge'])
        assert.notEqual(again.get(name), searchParams.get(name), name);
      assert.equal(searchParams.has('client_secret'), false);
    },
  },
  {
    name: 'both cookies are for this host, over TLS, and out of any script’s reach',
    run: async (house) => {
      const guest = new Guest(house, 'honest');
      const start = await guest.visit(`${guest.origin}/api/login/citizen`);
      const pending = start.setCookies.find((line) => line.startsWith(`${PENDING}=`)) ?? '';
      for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Max-Age=600'])
        assert.ok(pending.split('; ').includes(part), `${part} in ${pending}`);
      assert.equal(start.headers['cache-control'], 'no-store');
      assert.equal(start.headers['referrer-policy'], 'no-referrer');
      const back = await guest.visit(
        await guest.choose(await guest.chooser(), { persona: 'mette' }),
      );
      const session = back.setCookies.find((line) => line.startsWith(`${SESSION}=`)) ?? '';
      for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict'])
        assert.ok(session.split('; ').includes(part), `${part} in ${session}`);
      assert.doesNotMatch(session, /max-age|expires|domain/i);
    },
  },
  {
    name: 'the same person is the same guardian, in another browser too',
    run: async (house) => {
      const [first, second] = [new Guest(house, 'honest'), new Guest(house, 'honest')];
      await first.loginAs('peter');
      await second.loginAs('peter');
      assert.equal(guardianOf(first), guardianOf(second));
      assert.notEqual(first.session, second.session);
    },
  },
  {
    name: 'another provider that knows the same person leads to the same guardian',
    run: async (house) => {
      const here = new Guest(house, 'honest');
      await here.loginAs('bodil');
      house.hostile.lie = {};
      const { nationalId } = house.hostile;
      house.hostile.nationalId =
        DEMO_CITIZENS.find(({ personaId }) => personaId === 'bodil')?.nationalId ?? '';
      house.hostile.subject = crypto.randomUUID();
      const there = new Guest(house, 'hostile');
      assert.equal(await there.loginAtHostile(), '/');
      assert.equal(guardianOf(there), guardianOf(here));
      house.hostile.nationalId = nationalId;
      house.hostile.subject = crypto.randomUUID();
    },
  },
  {
    name: 'a session id from before the login is never taken over, and the old session ends',
    run: async (house) => {
      const planted = new Guest(house, 'honest');
      await planted.loginAs('fremmed');
      const victim = new Guest(house, 'honest');
      victim.put(SESSION, planted.session);
      await victim.loginAs('mette');
      assert.notEqual(victim.session, planted.session);
      assert.notEqual(guardianOf(victim), guardianOf(planted));
      const chosen = `${guardianOf(victim)}.aSecretOfTheAttackersChoice`;
      assert.equal(await planted.hasSession(), false);
      assert.equal(await victim.hasSession(), true);
      const invented = new Guest(house, 'honest');
      invented.put(SESSION, chosen);
      await invented.loginAs('mette');
      assert.notEqual(invented.session, chosen);
    },
  },
  {
    name: 'a logout ends the session here and at the provider, and asks who it is at the next login',
    run: async (house) => {
      const guest = new Guest(house, 'honest');
      await guest.loginAs('mette');
      const kept = guest.session;
      // While the provider remembers, nobody is asked.
      const again = new Guest(house, 'honest');
      await again.loginAs('mette');
      const [silently] = await again.follow(
        (await again.begin()).href,
        ({ origin }) => origin === house.honest.issuer,
      );
      assert.match(silently, /\/api\/login\/callback\?/);
      await again.comeBack(silently);

      const { endSessionUrl } = JSON.parse((await guest.logout()).text) as {
        endSessionUrl: string;
      };
      assert.equal(guest.session, null);
      assert.equal(new URL(endSessionUrl).origin, house.honest.issuer);
      // Danish brokers end nothing without it.
      const hint = new URL(endSessionUrl).searchParams.get('id_token_hint') ?? '';
      const [, payload = ''] = hint.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}');
      assert.equal(claims.iss, house.honest.issuer);
      const [address, page] = await guest.follow(endSessionUrl, () => true);
      const { action, fields } = formOf(page?.text ?? '');
      const ended = await guest.visit(new URL(action, address).href, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...fields, logout: 'yes' }).toString(),
      });
      assert.equal(ended.location, `${guest.origin}/`);
      assert.match((await guest.chooser()).page.text, /name="persona"/);
      guest.put(SESSION, kept);
      assert.equal(await guest.hasSession(), false);
    },
  },
  {
    name: 'a logout from another site, as a form, or without a session changes nothing',
    run: async (house) => {
      const guest = new Guest(house, 'honest');
      await guest.loginAs('mette');
      const kept = guest.session;
      for (const [headers, status] of [
        [{ origin: 'https://boese.test' }, 403],
        [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
        [{ 'content-type': 'text/plain' }, 415],
      ] as const) {
        assert.equal((await guest.write('/api/logout', headers)).status, status);
        assert.equal(guest.session, kept);
      }
      assert.equal(await guest.hasSession(), true);
      assert.equal(JSON.parse((await guest.logout()).text).endSessionUrl, null);
    },
  },
  {
    name: 'whoever breaks it off at the provider is told so where the login began',
    run: async (house) => {
      const guest = new Guest(house, 'honest');
      const callback = await guest.choose(await guest.chooser('?returnTo=/tilknyt'), {
        abort: 'yes',
      });
      assert.equal(await guest.comeBack(callback), '/tilknyt?login=aborted');
      assert.equal(guest.session, null);
    },
  },
  {
    name: 'a fresh login asks for the e-ID though the provider remembers, and ends the session of before',
    run: async (house) => {
      const guest = new Guest(house, 'honest');
      await guest.loginAs('mette');
      const before = new Guest(house, 'honest');
      before.put(SESSION, guest.session);
      const chooser = await guest.chooser('?fresh=1&returnTo=/mine-oplysninger');
      assert.match(chooser.page.text, /name="persona"/);
      const callback = await guest.choose(chooser, { persona: 'mette' });
      assert.equal(await guest.comeBack(callback), '/mine-oplysninger');
      assert.equal(await before.hasSession(), false);
      assert.equal(await guest.hasSession(), true);
    },
  },
  {
    name: 'neither the disk nor the log knows a national id, a token or a secret of a cookie',
    run: async (house) => {
      const guest = new Guest(house, 'honest');
      await guest.loginAs('mette');
      const secret = guest.session?.split('.')[1] ?? 'none';
      const clear = [
        secret,
        'eyJ',
        'Mette Testesen',
        'Hosta Tilesen',
        ...DEMO_CITIZENS.flatMap(({ nationalId }) => [
          nationalId,
          `${nationalId.slice(0, 6)}-${nationalId.slice(6)}`,
        ]),
      ];
      for (const [where, text] of [
        ['disk', house.stored],
        ['log', house.log],
      ] as const) {
        assert.ok(text.length > 100, `the ${where} was looked at`);
        for (const word of clear)
          assert.equal(text.includes(word), false, `${word} on the ${where}`);
      }
    },
  },
];

function guardianOf(guest: Guest): string {
  const [guardianId = ''] = guest.session?.split('.') ?? [];
  assert.match(guardianId, /^g0165/);
  return guardianId;
}
