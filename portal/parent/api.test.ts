import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Children } from '../../contracts/children.ts';
import { call, sendBy } from './api.ts';
import { dropDrafts, takeDraft, watchDraft } from './drafts.ts';
import { endedMidway, session } from './session.ts';
import { FakeServer } from './testing/fake-server.ts';
import { MemoryStorage } from './testing/memory-storage.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const children = () => call({ method: 'GET', target: '/api/children', answer: Children });
let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  vi.stubGlobal('localStorage', new MemoryStorage());
  vi.spyOn(console, 'error').mockImplementation(() => {});
  session.value = 'unknown';
  server = new FakeServer();
  sendBy(server.send);
});

describe('an answer of the server', () => {
  test('is a value of the shape that was asked for', async () => {
    const answer = await children();
    expect(answer.kind === 'ok' && answer.value.children[0]?.name).toBe('Asta Prøvelund');
    expect(session.value).toBe('open');
  });

  test('of another shape is nobody’s refusal', async () => {
    sendBy(async () => Response.json({ children: 'many' }));
    expect(await children()).toEqual({ kind: 'unreachable', because: 'unreadable' });
    sendBy(async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(await children()).toEqual({ kind: 'unreachable', because: 'unreadable' });
  });

  test('that never comes is told apart from a refusal', async () => {
    server.answersToLose = 1;
    expect(await children()).toEqual({ kind: 'unreachable', because: 'network' });
  });

  test('to a write without a body is asked for in JSON all the same', async () => {
    const sent: RequestInit[] = [];
    sendBy(async (_, request) => {
      sent.push(request);
      return new Response(null, { status: 204 });
    });
    await call({ method: 'DELETE', target: '/api/links/x', answer: null });
    await call({ method: 'GET', target: '/api/children', answer: null });
    expect(sent[0]).toMatchObject({ body: '{}', headers: { 'content-type': 'application/json' } });
    expect(sent[1]?.body).toBe(undefined);
  });
});

describe('a session that ends', () => {
  test('keeps what is typed, once, and closes the portal', async () => {
    await children();
    const stop = watchDraft('form', () => 'forty kroner');
    const stopEmpty = watchDraft('untouched', () => null);
    server.isSessionOver = true;
    await children();
    expect(session.value).toBe('closed');
    expect(endedMidway.value).toBe(true);
    expect(sessionStorage.length).toBe(1);
    expect(takeDraft('form', isText)).toBe('forty kroner');
    expect(takeDraft('form', isText)).toBe(null);
    stop();
    stopEmpty();
  });

  test('that never was is no end midway', async () => {
    server.isSessionOver = true;
    await children();
    expect(session.value).toBe('closed');
    expect(endedMidway.value).toBe(false);
  });

  test('keeps nothing of a form that is gone, and gives back nothing of another shape', async () => {
    await children();
    watchDraft('gone', () => 'text')();
    const stop = watchDraft('number', () => 40);
    server.isSessionOver = true;
    await children();
    stop();
    expect(takeDraft('gone', isText)).toBe(null);
    expect(takeDraft('number', isText)).toBe(null);
  });

  test('by logging off leaves nothing in the tab', async () => {
    sessionStorage.setItem('klubkort-draft:form', '"text"');
    sessionStorage.setItem('klubkort-intent:order', 'id');
    dropDrafts();
    expect(sessionStorage.length).toBe(0);
  });
});
