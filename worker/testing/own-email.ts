// A guardian's confirmed e-mail address, for tests: the code is read in the mail that was sent, as a person would.
import { expect } from 'vitest';
import { mailsTo } from './outside.ts';
import type { TestGuardian } from './test-guardian.ts';

export function newAddress(): string {
  return `${crypto.randomUUID()}@familie.example`;
}

/** The code in the newest mail. */
export async function codeSentTo(address: string): Promise<string> {
  const mail = (await mailsTo(address)).at(-1);
  const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0];
  if (code === undefined) throw new Error(`no code was sent to ${address}`);
  return code;
}

export async function confirmEmail(
  guardian: TestGuardian,
  address: string = newAddress(),
): Promise<string> {
  const put = (path: string, body: object) =>
    guardian.request(`/api/me/${path}`, { method: 'PUT', body });
  expect((await put('email', { address })).status).toBe(200);
  const code = await codeSentTo(address);
  expect((await put('email/confirmation', { code })).status).toBe(200);
  return address;
}
