// The way out for e-mail: Cloudflare's own sender where it is bound, else a relay that takes one mail as JSON
// by HTTPS. Without either there is none, and whoever asks is told so. Absent: texts and addresses.
import { z } from 'zod';
import type { Env } from '../env.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Resolves when the next hop has taken the mail. @throws Error when it has not. */
export type MailPort = (mail: Mail) => Promise<void>;

/** What `env.EMAIL` offers of Cloudflare's e-mail service. */
export interface MailBinding {
  send(mail: {
    readonly to: string;
    readonly from: string;
    readonly subject: string;
    readonly text: string;
  }): Promise<unknown>;
}

/** `MAIL_RELAY`: where mails are posted to, and the key that the relay knows us by. */
const Relay = z.strictObject({ url: z.url(), key: z.string().min(16) });

const RELAY_ANSWERS_WITHIN_MS = 10_000;

/** @returns null when e-mail is not set up. @throws Error when it is set up wrongly. */
export function mailPortOf(env: Pick<Env, 'EMAIL' | 'MAIL_FROM' | 'MAIL_RELAY'>): MailPort | null {
  const from = env.MAIL_FROM ?? '';
  if (from === '') return null;
  const { EMAIL: binding, MAIL_RELAY: relayText } = env;
  if (binding) {
    return async (mail) => {
      await binding.send({ ...mail, from });
    };
  }
  if (!relayText) return null;
  const relay = Relay.parse(JSON.parse(relayText));
  return (mail) => postToRelay(relay, { ...mail, from });
}

async function postToRelay(relay: z.infer<typeof Relay>, mail: object): Promise<void> {
  const answer = await fetch(relay.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${relay.key}` },
    body: JSON.stringify(mail),
    redirect: 'manual',
    signal: AbortSignal.timeout(RELAY_ANSWERS_WITHIN_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the mail relay answered ${answer.status}`);
}
