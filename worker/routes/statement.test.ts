// The statement and the reports at the border: who gets which answer, and that no id of another family says more
// than one that does not exist. Files: statement-files.test.ts.

import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../contracts/ids.ts';
import { Dispute, Statement } from '../../contracts/statement.ts';
import { mintObjectId } from '../../durable-objects/object-id.ts';
import { acceptedValue, Counter } from '../../durable-objects/testing/counter.ts';
import { putLinks } from '../../durable-objects/testing/link-copy.ts';
import { account, SeededClub, type TestChild } from '../../durable-objects/testing/seeded-club.ts';
import { edge } from '../testing/edge.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

const club = new SeededClub();
let child: TestChild;
let full: TestGuardian;
let payer: TestGuardian;
let self: TestGuardian;
let stranger: TestGuardian;
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(
  Date.now(),
);
const TODAY = `from=${today}&to=${today}`;

beforeAll(async () => {
  await club.seed();
  child = await club.registerChild(100_00);
  acceptedValue(await new Counter(club).sellTo(child, [12_00]));
  [full, payer, self, stranger] = (await Promise.all([0, 1, 2, 3].map(() => openGuardian()))) as [
    TestGuardian,
    TestGuardian,
    TestGuardian,
    TestGuardian,
  ];
  await putLinks(child.accountId, [
    { guardianId: full.guardianId, rights: 'full' },
    { guardianId: payer.guardianId, rights: 'payer' },
    { guardianId: self.guardianId, rights: 'self' },
  ]);
});

function pathOf(accountId: AccountId, query = TODAY): string {
  return `/api/accounts/${accountId}/statement?${query}`;
}

function read(guardian: TestGuardian, query = TODAY, accept = 'application/json') {
  return guardian.request(pathOf(child.accountId, query), { headers: { accept } });
}

function report(guardian: TestGuardian, body: unknown, disputeId: string = crypto.randomUUID()) {
  const path = `/api/accounts/${child.accountId}/disputes/${disputeId}`;
  return guardian.request(path, { method: 'PUT', body });
}

describe('the statement', () => {
  it('is a page of the period with its sums', async () => {
    const response = await read(full);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const statement = Statement.parse(await response.json());
    expect(statement).toMatchObject({ spentOre: 12_00, paidInOre: 100_00, next: null });
    expect(statement.lines.map(({ kind }) => kind)).toEqual(['purchase', 'top_up']);
  });

  it('is JSON for whoever accepts anything', async () => {
    const response = await read(full, TODAY, '*/*');
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it.each(['application/json', 'text/csv', 'application/pdf'])(
    'as %s is the child’s own and a full guardian’s, never a payer’s or a stranger’s (I13)',
    async (accept) => {
      expect((await read(full, TODAY, accept)).status).toBe(200);
      expect((await read(self, TODAY, accept)).status).toBe(200);
      expect(await problemCode(await read(payer, TODAY, accept))).toBe('rights_not_enough');
      const other = await read(stranger, TODAY, accept);
      expect(other.status).toBe(404);
      const nobodys = mintObjectId('a', '0165', env.EDGE_KEY) as AccountId;
      const unknown = await stranger.request(pathOf(nobodys), { headers: { accept } });
      const forged = await stranger.request(pathOf(`${nobodys.slice(0, -1)}_` as AccountId));
      expect(forged.status).toBe(400);
      const withoutId = (text: string) => text.replaceAll(/urn:klubkort:request:[^"]*/g, '');
      expect(withoutId(await other.text())).toBe(withoutId(await unknown.text()));
    },
  );

  it('wants a session', async () => {
    const response = await edge.fetch(ORIGIN + pathOf(child.accountId));
    expect(response.status).toBe(401);
    expect(await problemCode(response)).toBe('session_missing');
  });

  it.each(['from=2000-01-01&to=2000-01-31', 'from=2099-12-01&to=2099-12-31'])(
    'of the first and the last days that there are is empty: %s',
    async (query) => {
      expect(await (await read(full, query, 'application/json')).json()).toMatchObject({
        lines: [],
      });
    },
  );

  it.each([
    ['no period', '', 'invalid_request'],
    ['a day that is none', 'from=2026-02-30&to=2026-03-01', 'invalid_request'],
    ['a year of long ago', 'from=0026-11-01&to=0026-11-30', 'invalid_request'],
    ['a year before the clocks were set alike', 'from=1893-01-01&to=1893-01-31', 'invalid_request'],
    ['a year far ahead', 'from=9999-12-01&to=9999-12-31', 'invalid_request'],
    ['a kind that is none', `${TODAY}&kind=gift`, 'invalid_request'],
    ['a page that is none', `${TODAY}&before=0`, 'invalid_request'],
    ['what nobody asks for', `${TODAY}&nonsense=1`, 'invalid_request'],
    ['a period that ends before it begins', 'from=2026-03-02&to=2026-03-01', 'period_too_long'],
    ['six years', 'from=2020-01-01&to=2025-12-31', 'period_too_long'],
  ])('of %s is refused', async (_, query, code) => {
    for (const accept of ['application/json', 'text/csv', 'application/pdf']) {
      expect(await problemCode(await read(full, query, accept))).toBe(code);
    }
  });
});

describe('a report', () => {
  it('is taken once and shows on the line', async () => {
    const disputeId = crypto.randomUUID();
    const body = { sequence: 2, text: 'Vi var på ferie' };
    const first = await report(full, body, disputeId);
    expect(first.status).toBe(201);
    const dispute = Dispute.parse(await first.json());
    expect(await (await report(full, body, disputeId)).json()).toEqual(dispute);
    expect(await problemCode(await report(full, { ...body, text: 'x' }, disputeId))).toBe(
      'dispute_id_reused',
    );
    const { lines } = Statement.parse(await (await read(full)).json());
    expect(lines[0]?.disputedAt).toBe(dispute.reportedAt);
  });

  it('of no purchase, by a payer, by a stranger, or without a session is refused', async () => {
    expect(await problemCode(await report(full, { sequence: 1, text: '' }))).toBe('entry_unknown');
    expect(await problemCode(await report(full, { sequence: 99, text: '' }))).toBe('entry_unknown');
    const body = { sequence: 2, text: '' };
    expect(await problemCode(await report(payer, body))).toBe('rights_not_enough');
    expect(await problemCode(await report(self, body))).toBe('rights_not_enough');
    expect(await problemCode(await report(stranger, body))).toBe('account_unknown');
    const path = `${ORIGIN}/api/accounts/${child.accountId}/disputes/${crypto.randomUUID()}`;
    const init = { method: 'PUT', body: JSON.stringify(body) };
    const headers = { origin: ORIGIN, 'content-type': 'application/json' };
    const response = await edge.fetch(path, { ...init, headers });
    expect(await problemCode(response)).toBe('session_missing');
  });

  it.each([
    ['without a line', { text: 'x' }],
    ['with a text of 501 letters', { sequence: 2, text: 'x'.repeat(501) }],
    ['with more than is asked', { sequence: 2, text: '', by: 'me' }],
  ])('%s is malformed, and its id is free still', async (_, body) => {
    const disputeId = crypto.randomUUID();
    expect(await problemCode(await report(full, body, disputeId))).toBe('invalid_request');
    const mended = await report(full, { sequence: 2, text: '' }, disputeId);
    expect(mended.status).toBe(201);
    expect(await account(child.accountId).inspect()).not.toBeNull();
  });
});
