// What the demo's provider says of its people must be what a broker says, or the demo proves nothing.
import { expect, test } from 'vitest';
import { DEMO_CITIZENS, DEMO_PERSONAS, DEMO_STAFF } from './demo-personas.ts';
import { CLAIMS_OF_SCOPES, claimsOf, personaOfSubject, subjectOf } from './identity-claims.ts';

const NOW_MS = Date.parse('2026-11-21T08:00:00Z');

test('finds everybody again by a subject that says nothing', () => {
  for (const persona of DEMO_PERSONAS) {
    const subject = subjectOf(persona);
    expect(subject).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(personaOfSubject(subject)).toBe(persona);
  }
  expect(new Set(DEMO_PERSONAS.map(subjectOf)).size).toBe(DEMO_PERSONAS.length);
  expect(personaOfSubject('somebody else')).toBeNull();
});

test('tells a citizen as the broker does, the national id with its hyphen', () => {
  const [mette] = DEMO_CITIZENS;
  expect(mette && claimsOf(mette, NOW_MS)).toMatchObject({
    identity_type: 'private',
    loa: 'https://data.gov.dk/concept/core/nsis/Substantial',
    session_expiry: String(NOW_MS / 1000 + 8 * 3600),
    'mitid.identity_name': 'Mette Testesen',
    'mitid.date_of_birth': '1982-04-03',
    'dk.cpr': '930482-0002',
  });
});

test('tells no name that is protected', () => {
  const hidden = DEMO_CITIZENS.find(({ nameProtected }) => nameProtected);
  expect(hidden && claimsOf(hidden, NOW_MS)['mitid.identity_name']).toBe(
    'NAVNE & ADRESSEBESKYTTET',
  );
});

test('tells of staff the role and its clubs, and nothing of a citizen', () => {
  for (const person of DEMO_STAFF) {
    const claims = claimsOf(person, NOW_MS);
    expect(claims).toMatchObject({ roles: [person.role], clubs: person.clubIds });
    for (const name of ['dk.cpr', 'loa', 'identity_type']) expect(claims).not.toHaveProperty(name);
  }
});

test('says nothing that no scope opens, and a national id to who asked for it only', () => {
  const opened = new Set<string>(Object.values(CLAIMS_OF_SCOPES).flat());
  for (const persona of DEMO_PERSONAS) {
    for (const name of Object.keys(claimsOf(persona, NOW_MS))) expect(opened).toContain(name);
  }
  expect(CLAIMS_OF_SCOPES.openid).not.toContain('dk.cpr');
  expect(CLAIMS_OF_SCOPES.mitid).not.toContain('dk.cpr');
});
