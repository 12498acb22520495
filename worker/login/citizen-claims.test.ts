// What a broker's claims are worth. Each case spoils one claim of a login that is well.
import { describe, expect, it } from 'vitest';
import { citizenClaims } from './citizen-claims.ts';

const NOW = Date.parse('2026-11-21T08:00:00Z');
const NOW_SECONDS = NOW / 1000;
const NSIS = 'https://data.gov.dk/concept/core/nsis';

const TOKEN = { loa: `${NSIS}/Substantial`, identity_type: 'private', auth_time: NOW_SECONDS - 20 };
const INFO = {
  sub: 'x',
  'dk.cpr': '930482-0002',
  'mitid.identity_name': 'Mette Testesen',
  'mitid.date_of_birth': '1982-04-03',
};

const claimsOf = (token: object = {}, info: object = {}) =>
  citizenClaims({ ...TOKEN, ...token }, { ...INFO, ...info }, { now: NOW, environment: null });

it('makes one shape of a Danish broker’s claims', () => {
  expect(claimsOf()).toEqual({
    nationalId: '9304820002',
    name: 'Mette Testesen',
    birthDate: '1982-04-03',
    authenticatedAt: NOW - 20_000,
    sessionEndsAt: null,
  });
});

describe('the level of assurance', () => {
  it.each(['Substantial', 'High'])('%s suffices', (level) => {
    expect(claimsOf({ loa: `${NSIS}/${level}` })).toMatchObject({ nationalId: '9304820002' });
  });

  it.each([
    `${NSIS}/Low`,
    `${NSIS}/substantial`,
    `https://boese.test/${NSIS}/Substantial`,
    'Substantial',
    'high',
    '',
    3,
    null,
    undefined,
    [`${NSIS}/High`],
  ])('%j does not', (loa) => {
    expect(claimsOf({ loa })).toBe('level');
  });
});

describe('the identity', () => {
  it.each(['professional', 'test', '', null, undefined])('of kind %j is none', (kind) => {
    expect(claimsOf({ identity_type: kind })).toBe('failed');
  });
});

describe('the environment of the e-ID', () => {
  it.each(['test', 'Production', '', null, undefined, ['production']])(
    '%j is not the one that this provider is configured for',
    (environment) => {
      const token = { ...TOKEN, idp_environment: environment };
      expect(citizenClaims(token, INFO, { now: NOW, environment: 'production' })).toBe('failed');
    },
  );

  it('suffices when it is that one, and is not asked about where none is configured', () => {
    const token = { ...TOKEN, idp_environment: 'production' };
    const expected = claimsOf();
    expect(citizenClaims(token, INFO, { now: NOW, environment: 'production' })).toEqual(expected);
    expect(claimsOf({ idp_environment: 'test' })).toEqual(expected);
  });
});

describe('the national id', () => {
  it('is the same with and without its hyphen', () => {
    expect(claimsOf({}, { 'dk.cpr': '9304820002' })).toEqual(claimsOf());
  });

  it.each([
    '930482-xxxx',
    '93048-20002',
    '930482--0002x',
    '93048200021',
    '',
    9304820002,
    null,
    undefined,
  ])('%j is none', (nationalId) => {
    expect(claimsOf({}, { 'dk.cpr': nationalId })).toBe('failed');
  });
});

describe('the name', () => {
  it.each(['NAVNE & ADRESSEBESKYTTET', 'Navne & adressebeskyttet', ' NAVNE & ADRESSEBESKYTTET '])(
    '%j is no name',
    (name) => {
      expect(claimsOf({}, { 'mitid.identity_name': name })).toMatchObject({ name: null });
    },
  );

  it('may be missing, as may the birth date', () => {
    const info = { 'mitid.identity_name': undefined, 'mitid.date_of_birth': undefined };
    expect(claimsOf({}, info)).toMatchObject({ name: null, birthDate: null });
  });
});

describe('times', () => {
  it('of a provider whose clock is ahead are ours', () => {
    expect(claimsOf({ auth_time: NOW_SECONDS + 40 })).toMatchObject({ authenticatedAt: NOW });
  });

  it.each([String(NOW_SECONDS + 900), NOW_SECONDS + 900])('%j ends the session', (expiry) => {
    expect(claimsOf({ session_expiry: expiry })).toMatchObject({ sessionEndsAt: NOW + 900_000 });
  });

  it.each([NOW_SECONDS, NOW_SECONDS - 1, 'soon', -1])('%j begins none', (expiry) => {
    expect(claimsOf({ session_expiry: expiry })).toBe('failed');
  });

  it('without the time of the login it is not known to be recent', () => {
    expect(claimsOf({ auth_time: undefined })).toBe('failed');
  });
});
