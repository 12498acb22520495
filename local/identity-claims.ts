// What the demo's identity provider says about its personas, in the shapes of the Danish broker that guardians
// meet and of the municipality's own directory. Values are texts where theirs are.
import { createHash } from 'node:crypto';
import {
  type CitizenPersona,
  DEMO_PERSONAS,
  type Persona,
  type StaffPersona,
} from './demo-personas.ts';

const SUBSTANTIAL = 'https://data.gov.dk/concept/core/nsis/Substantial';
const SESSION_SECONDS = 8 * 3600;
const DEMO_DIRECTORY = 'demo-directory';

/** Which claims each scope opens. Those of `openid` stand in the ID token, all others in UserInfo alone. */
export const CLAIMS_OF_SCOPES = {
  openid: ['sub', 'idp', 'identity_type', 'loa', 'session_expiry'],
  mitid: ['mitid.uuid', 'mitid.identity_name', 'mitid.date_of_birth', 'mitid.has_cpr'],
  ssn: ['dk.cpr'],
  directory: ['oid', 'tid', 'name', 'preferred_username', 'roles', 'clubs'],
} as const;

/** The provider's own name for a persona: says nothing, and stays the same. */
export function subjectOf({ personaId }: Persona): string {
  return uuidOf(`subject ${personaId}`);
}

export function personaOfSubject(subject: string): Persona | null {
  return DEMO_PERSONAS.find((persona) => subjectOf(persona) === subject) ?? null;
}

export function claimsOf(
  persona: Persona,
  nowMs: number,
): { sub: string; [claim: string]: unknown } {
  const claims = persona.kind === 'citizen' ? citizenClaims(persona) : staffClaims(persona);
  const sessionExpiry = Math.floor(nowMs / 1000) + SESSION_SECONDS;
  return { sub: subjectOf(persona), session_expiry: String(sessionExpiry), ...claims };
}

function citizenClaims(persona: CitizenPersona): Record<string, unknown> {
  const { personaId, givenName, familyName, nationalId, nameProtected } = persona;
  return {
    idp: 'mitid',
    identity_type: 'private',
    loa: SUBSTANTIAL,
    'mitid.uuid': uuidOf(`mitid ${personaId}`),
    'mitid.identity_name': nameProtected
      ? 'NAVNE & ADRESSEBESKYTTET'
      : `${givenName} ${familyName}`,
    'mitid.date_of_birth': persona.birthDate,
    'mitid.has_cpr': 'true',
    'dk.cpr': `${nationalId.slice(0, 6)}-${nationalId.slice(6)}`,
  };
}

function staffClaims(persona: StaffPersona): Record<string, unknown> {
  const { personaId, givenName, familyName, role, clubIds } = persona;
  return {
    oid: uuidOf(`directory ${personaId}`),
    tid: uuidOf(DEMO_DIRECTORY),
    name: `${givenName} ${familyName}`,
    preferred_username: `${personaId}@kommune.invalid`,
    roles: [role],
    clubs: clubIds,
  };
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(`klubkort-demo\n${text}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join('-');
}
