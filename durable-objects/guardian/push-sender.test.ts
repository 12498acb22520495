import { describe, expect, it } from 'vitest';
import { answerOf, mayPushTo, pushKeysOf } from './push-sender.ts';

describe('the rule for addresses of push services', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://xn--eksempel-9za.example/abc',
  ])('lets a push go to %s', (endpoint) => {
    expect(mayPushTo(endpoint, {})).toBe(true);
  });

  it('lets one go to this machine in a demo or a test only', () => {
    const endpoint = 'http://127.0.0.1:8899/push';
    expect(mayPushTo(endpoint, {})).toBe(false);
    expect(mayPushTo(endpoint, { PUSH_HOSTS: 'public' })).toBe(false);
    expect(mayPushTo(endpoint, { PUSH_HOSTS: 'loopback' })).toBe(true);
    expect(mayPushTo('http://10.0.0.8/push', { PUSH_HOSTS: 'loopback' })).toBe(false);
  });
});

describe('the answer of a push service', () => {
  it.each([
    [201, null, { kind: 'taken' }],
    [204, null, { kind: 'taken' }],
    [404, null, { kind: 'gone' }],
    [410, null, { kind: 'gone' }],
    [429, '60', { kind: 'later', retryAfterMs: 60_000 }],
    [429, null, { kind: 'later', retryAfterMs: null }],
    [503, 'Wed, 25 Nov 2026 08:00:00 GMT', { kind: 'later', retryAfterMs: null }],
    [503, '999999', { kind: 'later', retryAfterMs: 86_400_000 }],
    [413, null, { kind: 'later', retryAfterMs: null }],
    [400, null, { kind: 'barred' }],
    [401, null, { kind: 'barred' }],
    [403, null, { kind: 'barred' }],
    [405, null, { kind: 'refused' }],
    [307, null, { kind: 'refused' }],
  ])('%i with Retry-After %s means %o', (status, retryAfter, answer) => {
    expect(answerOf(status, retryAfter)).toEqual(answer);
  });
});

describe('the key that signs pushes', () => {
  it('may be absent, and must be right where it is there', () => {
    expect(pushKeysOf({})).toBeNull();
    expect(pushKeysOf({ PUSH_KEYS: null })).toBeNull();
    expect(pushKeysOf({ PUSH_KEYS: '' })).toBeNull();
    expect(() => pushKeysOf({ PUSH_KEYS: '{"publicKey":"short"}' })).toThrow();
  });
});
