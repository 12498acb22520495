import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Children } from '../../contracts/children.ts';
import { READER_HEADER } from '../../contracts/me.ts';
import { call, sendBy } from './api.ts';
import { hasDraft, takeDraft, watchDraft } from './drafts.ts';
import { intentId } from './intents.ts';
import { logOff } from './log-off.ts';
import { forgetReader } from './reader.ts';
import { session } from './session.ts';
import { FakeServer } from './testing/fake-server.ts';
import { MemoryStorage } from './testing/memory-storage.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const taken = () => takeDraft('form', isText);
let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  vi.stubGlobal('localStorage', new MemoryStorage());
  vi.stubGlobal('history', { pushState: () => {}, replaceState: () => {} });
  vi.stubGlobal('scrollTo', () => {});
  session.value = 'unknown';
  forgetReader();
  server = new FakeServer();
});

/** A page that is loaded anew, whose first answer tells who reads. */
async function asks(guardianId: string): Promise<void> {
  sendBy(async (target, request) => {
    const response = await server.send(target, request);
    if (response.ok) response.headers.set(READER_HEADER, guardianId);
    return response;
  });
  await call({ method: 'GET', target: '/api/children', answer: Children });
}

async function sessionEndsWhileTyping(text: string): Promise<void> {
  const stop = watchDraft('form', () => text);
  server.isSessionOver = true;
  await call({ method: 'GET', target: '/api/children', answer: Children });
  stop();
  server.isSessionOver = false;
}

function pageIsLoadedAnew(): void {
  session.value = 'unknown';
  forgetReader();
}

describe('what was typed when the session ended', () => {
  test('comes back to the same person, once it is known who reads', async () => {
    await asks('g-mette');
    await sessionEndsWhileTyping('forty kroner');
    pageIsLoadedAnew();
    expect([hasDraft('form'), taken()]).toEqual([false, null]);
    await asks('g-mette');
    expect([hasDraft('form'), taken(), taken()]).toEqual([true, 'forty kroner', null]);
  });

  test('does not reach another person of the same tab, nor the first one after that', async () => {
    await asks('g-mette');
    const wanted = intentId('order');
    await sessionEndsWhileTyping('1234 0001234567');
    pageIsLoadedAnew();
    await asks('g-peter');
    expect([hasDraft('form'), taken()]).toEqual([false, null]);
    expect(intentId('order')).not.toBe(wanted);
    pageIsLoadedAnew();
    await asks('g-mette');
    expect(taken()).toBeNull();
    expect(JSON.stringify(Object.values(sessionStorage))).not.toContain('0001234567');
  });

  test('before anybody was logged in goes to the one who then logs in', async () => {
    await sessionEndsWhileTyping('7K2MD-9QX4T');
    pageIsLoadedAnew();
    await asks('g-mette');
    expect(taken()).toBe('7K2MD-9QX4T');
  });

  test('is gone after logging off, for everybody', async () => {
    await asks('g-mette');
    const stop = watchDraft('form', () => 'forty kroner');
    expect(await logOff()).toBe('done');
    stop();
    expect(sessionStorage.length).toBe(0);
    await asks('g-mette');
    expect(taken()).toBeNull();
  });

  test('by an older page, which did not say whose it is, is not given to anybody', async () => {
    sessionStorage.setItem('klubkort-draft:form', '"forty kroner"');
    await asks('g-mette');
    expect(taken()).toBeNull();
  });
});
