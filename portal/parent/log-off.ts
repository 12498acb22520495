// Logging off: here, at the server and at the e-ID's provider, whose address the server answers with.
import { z } from 'zod';
import { call } from './api.ts';
import { forgetChildren } from './children-store.ts';
import { dropDrafts } from './drafts.ts';
import { sessionIsOver } from './session.ts';

const LoggedOff = z.object({ location: z.string() });

export async function logOff(): Promise<void> {
  const answer = await call({ method: 'POST', target: '/api/logout', answer: LoggedOff });
  sessionIsOver();
  dropDrafts();
  forgetChildren();
  if (answer.kind === 'ok') location.assign(answer.value.location);
}
