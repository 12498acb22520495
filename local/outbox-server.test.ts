import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailPortOf } from '../durable-objects/guardian/mail-port.ts';
import { type OpenOutbox, openOutbox } from './outbox-server.ts';

let directory: string;
let outbox: OpenOutbox;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'klubkort-outbox-'));
  outbox = await openOutbox({ port: 0, directory });
});
afterEach(async () => {
  await outbox.close();
  rmSync(directory, { recursive: true, force: true });
});

const MAIL = {
  to: 'alma@eksempel.example',
  subject: 'Din <kode>',
  text: 'Koden er 123456 & gyldig',
};

async function read(path: string): Promise<string> {
  return (await fetch(outbox.url + path)).text();
}

test('keeps what the relay port of the guardians sends, and shows it in a browser', async () => {
  await mailPortOf(outbox.environment)?.(MAIL);
  expect(JSON.parse(await read('/mails'))).toMatchObject([{ number: 1, ...MAIL }]);
  expect(await read('/')).toContain('<a href="/mails/1">Din &#60;kode&#62;</a>');
  expect(await read('/mails/1')).toContain('Koden er 123456 &#38; gyldig');
  expect((await fetch(`${outbox.url}/mails/2`)).status).toBe(404);
});

test('still has them after a new start, and counts on', async () => {
  await mailPortOf(outbox.environment)?.(MAIL);
  await outbox.close();
  outbox = await openOutbox({ port: 0, directory });
  await mailPortOf(outbox.environment)?.({ ...MAIL, subject: 'Den næste' });
  const mails = JSON.parse(await read('/mails')) as { number: number; subject: string }[];
  expect(mails.map(({ number, subject }) => [number, subject])).toEqual([
    [2, 'Den næste'],
    [1, 'Din <kode>'],
  ]);
});

test('takes mails from the Worker alone, and tells it when one was not kept', async () => {
  const relay = JSON.parse(outbox.environment.MAIL_RELAY) as { url: string; key: string };
  const stranger = { ...relay, key: 'x'.repeat(32) };
  const port = mailPortOf({ ...outbox.environment, MAIL_RELAY: JSON.stringify(stranger) });
  await expect(port?.(MAIL)).rejects.toThrow(/answered 401/);
  const known = mailPortOf(outbox.environment);
  await expect(known?.({ ...MAIL, text: 'x'.repeat(20_001) })).rejects.toThrow(/answered 400/);
  expect(await read('/mails')).toBe('[]');
});

test('is not asked by another name, which could be a page of somebody else', async () => {
  const { port } = new URL(outbox.url);
  const status = await new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, headers: { host: 'evil.test' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});

test('is no way out where nothing is set up, and an error where it is set up wrongly', () => {
  expect(mailPortOf({})).toBeNull();
  expect(mailPortOf({ MAIL_FROM: 'a@b.example' })).toBeNull();
  expect(mailPortOf({ ...outbox.environment, MAIL_FROM: null })).toBeNull();
  expect(() => mailPortOf({ MAIL_FROM: 'a@b.example', MAIL_RELAY: '{"url":"x"}' })).toThrow();
});
