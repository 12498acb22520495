// Two faces of a login that went wrong: one word to the page, so that nobody learns which check an attempt
// failed, and a line in the log without any claim in it.
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import type { LoginTrouble } from '../../contracts/login.ts';

/** `error` of the provider's answer (OpenID Connect Core 3.1.2.6) when it is not our guardian's fault. */
const PROVIDER_IS_DOWN = new Set(['server_error', 'temporarily_unavailable']);
const NO_ANSWER = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);

export function loginTroubleOf(error: unknown): LoginTrouble {
  if (error instanceof AuthorizationResponseError) {
    if (error.error === 'access_denied') return 'aborted';
    return PROVIDER_IS_DOWN.has(error.error) ? 'unavailable' : 'failed';
  }
  if (error instanceof ResponseBodyError) return error.status >= 500 ? 'unavailable' : 'failed';
  if (!(error instanceof ClientError)) return 'unavailable';
  const { cause, code } = error;
  const status = cause instanceof Response ? cause.status : null;
  if (status !== null && status >= 500) return 'unavailable';
  // Without a code it is the network's own failure: no answer came that could be wrong.
  return code === undefined || NO_ANSWER.has(code) ? 'unavailable' : 'failed';
}

/** Names, codes and messages alone: a cause may hold the claims of a person. */
export function logLoginError(requestId: string, error: unknown): void {
  const { name, message, code } = error as Error & { readonly code?: string };
  const cause = (error as Error).cause;
  const because = cause instanceof Error ? ` (${cause.message})` : '';
  console.warn(`login ${requestId}: ${name} ${code ?? ''} ${message}${because}`);
}
