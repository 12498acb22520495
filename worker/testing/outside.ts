// How a test in workerd sees the world outside: what was sent to an address, and what that answers.
import { CONTROL_HEADER, MAIL_RELAY_URL, type SentOut } from './outside-world.ts';

export async function sentTo(url: string): Promise<SentOut[]> {
  const answer = await fetch(url, { headers: { [CONTROL_HEADER]: 'what-was-sent' } });
  return answer.json();
}

export async function answerWith(
  url: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const body = JSON.stringify({ status, headers });
  await fetch(url, { method: 'PUT', headers: { [CONTROL_HEADER]: 'answer-with' }, body });
}

export interface SentMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export async function mailsTo(address: string): Promise<SentMail[]> {
  const mails = (await sentTo(MAIL_RELAY_URL)).map(
    ({ bodyBase64 }) => JSON.parse(Buffer.from(bodyBase64, 'base64').toString()) as SentMail,
  );
  return mails.filter(({ to }) => to === address);
}
