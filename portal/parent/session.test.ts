import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LoginStart } from '../../contracts/login.ts';
import { language } from '../ui/language.ts';
import { address } from './router.ts';
import {
  endedMidway,
  loggedOff,
  loginAddress,
  loginTrouble,
  noteLoggingOff,
  noteLoginAnswer,
  noteLogOff,
  session,
  sessionIsOpen,
  sessionIsOver,
} from './session.ts';
import { MemoryStorage } from './testing/memory-storage.ts';

const startOf = (target: string) =>
  LoginStart.parse(Object.fromEntries(new URL(target, 'https://club.example').searchParams));
let shown = '';

beforeEach(() => {
  vi.stubGlobal('localStorage', new MemoryStorage());
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  vi.stubGlobal('history', {
    replaceState: (_: unknown, __: string, to: string) => {
      shown = to;
    },
  });
  session.value = 'unknown';
  loginTrouble.value = null;
});
afterEach(() => {
  vi.unstubAllGlobals();
  language.value = 'da';
});

describe('the way to the login', () => {
  test('leads back to where the reader stands, in the language of the screen', () => {
    address.value = { path: '/boern/a0165x/kontoudtog', search: '?from=2026-11-01' };
    language.value = 'en';
    expect(startOf(loginAddress())).toEqual({
      returnTo: '/boern/a0165x/kontoudtog?from=2026-11-01',
      language: 'en',
    });
    expect(startOf(loginAddress({ fresh: true })).fresh).toBe('1');
  });

  test('leads to the overview from the login page itself', () => {
    address.value = { path: '/log-paa', search: '' };
    expect(startOf(loginAddress()).returnTo).toBe('/');
  });
});

test('who has logged off over the provider is told so at the return, once', () => {
  vi.stubGlobal('location', { href: 'https://club.example/' });
  noteLogOff(true);
  loggedOff.value = false;
  noteLoginAnswer();
  expect(loggedOff.value).toBe(true);
  expect(session.value).toBe('closed');
  loggedOff.value = false;
  noteLoginAnswer();
  expect(loggedOff.value).toBe(false);
});

describe('another tab, whose session is over', () => {
  beforeEach(() => {
    session.value = 'open';
    loggedOff.value = false;
  });

  test('says that the reader logged off where that was in this browser', () => {
    noteLoggingOff(true);
    sessionIsOver();
    expect([loggedOff.value, endedMidway.value]).toEqual([true, false]);
  });

  test('says that the session ended where nobody logged off, or the log-off failed', () => {
    noteLoggingOff(true);
    noteLoggingOff(false);
    sessionIsOver();
    expect([loggedOff.value, endedMidway.value]).toEqual([false, true]);
  });

  test('forgets an earlier log-off once somebody is logged in again', () => {
    noteLoggingOff(true);
    sessionIsOver();
    sessionIsOpen();
    sessionIsOver();
    expect([loggedOff.value, endedMidway.value]).toEqual([false, true]);
  });
});

describe('a login that went wrong', () => {
  test('is told once, and leaves the address as it was', () => {
    vi.stubGlobal('location', { href: 'https://club.example/tilknyt?login=level&x=1#7K2MD' });
    noteLoginAnswer();
    expect(loginTrouble.value).toBe('level');
    expect(session.value).toBe('closed');
    expect(shown).toBe('/tilknyt?x=1#7K2MD');
    expect(address.value).toEqual({ path: '/tilknyt', search: '?x=1' });
  });

  test('by a word that nobody knows is taken out of the address and no more', () => {
    vi.stubGlobal('location', { href: 'https://club.example/?login=%3Cb%3E' });
    noteLoginAnswer();
    expect(loginTrouble.value).toBe(null);
    expect(session.value).toBe('unknown');
    expect(shown).toBe('/');
  });
});
