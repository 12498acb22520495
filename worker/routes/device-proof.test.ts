import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { LARGEST_CLOCK_DIFFERENCE_MS } from '../../contracts/device-proof.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import { Problem } from '../../contracts/problems.ts';
import { account, type TestChild } from '../../durable-objects/testing/seeded-club.ts';
import { DEVICE_PROBLEMS } from '../api.ts';
import { edge } from '../testing/edge.ts';
import { TestClub } from '../testing/test-club.ts';
import { newKeys, ORIGIN, type SendOptions, type TestDevice } from '../testing/test-device.ts';
import { BOLLE, problemCode, purchasePath, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;
let child: TestChild;
let shown: PresentedChild;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
  child = await club.registerChild(100_00);
  shown = await till.show(child);
});

/** Catches the request as the device signed it, to change it on its way. */
async function signedPurchase(): Promise<Request> {
  const body = { presentation: shown.presentation, catalogueVersion: 1, lines: [BOLLE] };
  const path = purchasePath(child.accountId, crypto.randomUUID());
  const signedAt = Date.now();
  return till.screen.signed('PUT', path, JSON.stringify(body), { signedAt });
}

async function codeOf(request: Request): Promise<string> {
  const response = await edge.fetch(request);
  return response.status === 201 ? 'sold' : problemCode(response);
}

describe("a device's proof", () => {
  it.each(['klubkort-till', 'klubkort-device', 'klubkort-signed-at', 'klubkort-signature'])(
    'is missing when %s is',
    async (name) => {
      const request = await signedPurchase();
      const headers = new Headers(request.headers);
      headers.delete(name);
      expect(await codeOf(new Request(request, { headers }))).toBe('device_proof_missing');
    },
  );

  it.each([
    ['klubkort-device', 'printer'],
    ['klubkort-signed-at', 'yesterday'],
    ['klubkort-signed-at', '-1'],
    ['klubkort-signed-at', '1e999'],
    ['klubkort-signature', 'A'.repeat(85)],
    ['klubkort-signature', `${'A'.repeat(85)}=`],
    ['klubkort-till', 'x'],
  ])('is missing when %s is %s', async (name, value) => {
    const request = await signedPurchase();
    const headers = new Headers(request.headers);
    headers.set(name, value);
    expect(await codeOf(new Request(request, { headers }))).toBe('device_proof_missing');
  });

  it('does not fit when another key signed', async () => {
    const { privateKey } = await newKeys();
    const response = await till.purchase(shown, [BOLLE], undefined, { signWith: privateKey });
    expect(await problemCode(response)).toBe('device_proof_wrong');
  });

  it('does not fit when anything of what was signed is altered', async () => {
    const request = await signedPurchase();
    const text = await request.clone().text();
    const { url, headers } = request;
    const altered = [
      new Request(request.clone(), { body: text.replace('"quantity":1', '"quantity":9') }),
      new Request(request.clone(), { body: `${text} ` }),
      new Request(url.replace(/[^/]+$/, crypto.randomUUID()), {
        method: 'PUT',
        headers,
        body: text,
      }),
      new Request(`${url}?x=1`, { method: 'PUT', headers, body: text }),
    ];
    const later = new Headers(headers);
    later.set('klubkort-signed-at', String(Number(headers.get('klubkort-signed-at')) + 1));
    altered.push(new Request(url, { method: 'PUT', headers: later, body: text }));
    for (const changed of altered) expect(await codeOf(changed)).toBe('device_proof_wrong');
    expect(await codeOf(request)).toBe('sold');
  });

  it('does not fit for another method at the same address', async () => {
    const id = crypto.randomUUID();
    const target = `/api/accounts/${child.accountId}/presentations/${id}`;
    const body = JSON.stringify({ presentation: shown.presentation, because: 'wrong_child' });
    const put = await till.screen.signed('PUT', target, body, {});
    const deleted = new Request(put.url, { method: 'DELETE', headers: put.headers, body });
    expect(await problemCode(await edge.fetch(deleted))).toBe('device_proof_wrong');
  });

  it('is told the time when its clock is off by more than five minutes, either way', async () => {
    for (const sign of [-1, 1]) {
      const off = sign * (LARGEST_CLOCK_DIFFERENCE_MS + 5_000);
      const signedAt = Date.now() + off;
      const response = await till.purchase(shown, [BOLLE], undefined, { signedAt });
      expect(response.status).toBe(401);
      const { code, now } = Problem.parse(await response.json());
      expect(code).toBe('device_clock_wrong');
      expect(Math.abs((now ?? 0) - Date.now())).toBeLessThan(5_000);
    }
  });

  it('is good when its clock is off by less than five minutes', async () => {
    const signedAt = Date.now() - LARGEST_CLOCK_DIFFERENCE_MS + 30_000;
    const target = `/api/tills/${till.screen.tillId}/catalogue`;
    expect((await till.screen.send('GET', target, undefined, { signedAt })).status).toBe(200);
  });
});

describe('a device', () => {
  it("may not ask what is another kind's to ask", async () => {
    const target = `/api/tills/${till.screen.tillId}/catalogue`;
    const asBridge = [
      () => till.bridge.send('GET', target),
      () => till.bridge.send('POST', '/api/socket-tickets'),
      () =>
        till.bridge.send('PUT', purchasePath(child.accountId, crypto.randomUUID()), {
          presentation: shown.presentation,
          catalogueVersion: 1,
          lines: [BOLLE],
        }),
      () =>
        till.screen.send('PUT', `/api/taps/${crypto.randomUUID()}`, {
          evidence: { class: 'uid', uid: child.uid },
          readMsAgo: 0,
        }),
    ];
    for (const ask of asBridge) expect(await problemCode(await ask())).toBe('device_not_allowed');
  });

  it('may not call itself the other kind: the key decides', async () => {
    const target = `/api/tills/${till.screen.tillId}/catalogue`;
    const response = await till.bridge.send('GET', target, undefined, { device: 'screen' });
    expect(await problemCode(response)).toBe('device_proof_wrong');
  });

  it('may not ask for another till than the one that signs', async () => {
    const other = await club.openTill();
    for (const [method, path, body] of [
      ['GET', 'catalogue', undefined],
      ['GET', 'children?query=te', undefined],
      ['PUT', 'operator', { kind: 'sign_out' }],
    ] as const) {
      const target = `/api/tills/${other.screen.tillId}/${path}`;
      expect(await problemCode(await till.screen.send(method, target, body))).toBe(
        'device_not_allowed',
      );
    }
  });

  it('is refused once it was revoked, and its socket is told', async () => {
    const own = await club.openTill();
    await own.listen();
    await own.hear('welcome');
    const stub = env.TILL.getByName(own.screen.tillId);
    await stub.revokeDevice('screen');
    await own.hear('unpaired');
    expect(await problemCode(await own.search('te'))).toBe('device_revoked');
    expect((await own.sendTap(child.uid)).status).toBe(200);
    await stub.revokeDevice('bridge');
    expect(await problemCode(await own.sendTap(child.uid))).toBe('device_revoked');
  });

  it('that was refused has sold nothing', async () => {
    expect((await account(child.accountId).inspect())?.lastSequence).toBe(2);
  });
});

describe('the refusals of a device', () => {
  it('come in the documented order of precedence: the earlier wins', async () => {
    const own = await club.openTill();
    const { privateKey: strangersKey } = await newKeys();
    const target = `/api/tills/${own.screen.tillId}/operator`;
    const body = { kind: 'sign_out' };
    const allWrong = { signWith: strangersKey, signedAt: Date.now() - 3_600_000 };
    const ask = async (device: TestDevice, sent: object, options: SendOptions) =>
      problemCode(await device.send('PUT', target, sent, options));
    const unsigned = { ...allWrong, headers: { 'klubkort-signature': 'x' } };
    const codes = [
      await ask(own.bridge, { kind: 'nothing' }, unsigned),
      await ask(own.bridge, body, unsigned),
      await ask(own.bridge, body, allWrong),
      await ask(own.screen, body, allWrong),
      await ask(own.screen, body, { signedAt: allWrong.signedAt }),
    ];
    await env.TILL.getByName(own.screen.tillId).revokeDevice('screen');
    codes.splice(3, 0, await ask(own.screen, body, allWrong));
    expect(codes).toEqual([...DEVICE_PROBLEMS]);
  });
});

describe('an answer', () => {
  it('is named by the edge, whatever name the caller brings', async () => {
    const response = await edge.fetch(`${ORIGIN}/api/health`, {
      headers: { 'klubkort-request': 'mine' },
    });
    expect(response.headers.get('klubkort-request')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('that is a page forbids the browser all that it does not need; JSON is no page', async () => {
    const page = await edge.fetch(`${ORIGIN}/api/docs`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect((await till.search('te')).headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('about children or money is not to be kept by anyone on the way', async () => {
    expect((await till.search('te')).headers.get('cache-control')).toBe('no-store');
    const refused = await till.purchase(
      { ...shown, presentation: `${'A'.repeat(60)}.${'A'.repeat(43)}` },
      [BOLLE],
    );
    expect(refused.headers.get('cache-control')).toBe('no-store');
  });
});
