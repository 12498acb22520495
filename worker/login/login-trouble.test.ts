// Which word the page gets for which failure. The real failures, end to end, are test/login's.
import { ClientError } from 'openid-client';
import { expect, it, vi } from 'vitest';
import { loginTroubleOf, logLoginError } from './login-trouble.ts';

/** As the library throws it; its types leave the code out of the options. */
function clientError(message: string, code: string, cause?: unknown): ClientError {
  return Object.assign(new ClientError(message, { cause }), { code });
}

it('takes a silent network for an outage, and an answer that does not fit for a failure', () => {
  expect(loginTroubleOf(new Error('Network connection lost.'))).toBe('unavailable');
  expect(loginTroubleOf(new ClientError('something went wrong'))).toBe('unavailable');
  expect(loginTroubleOf(clientError('late', 'OAUTH_TIMEOUT'))).toBe('unavailable');
  expect(loginTroubleOf(clientError('alg', 'OAUTH_INVALID_RESPONSE'))).toBe('failed');
});

it('takes a status of the provider’s own for what it says', () => {
  const trouble = (status: number) =>
    loginTroubleOf(
      clientError('status', 'OAUTH_RESPONSE_IS_NOT_CONFORM', new Response(null, { status })),
    );
  expect(trouble(502)).toBe('unavailable');
  expect(trouble(404)).toBe('failed');
});

it('logs why, and no claim', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const claims = { 'dk.cpr': '9304820002' };
  const cause = Object.assign(new Error('unexpected "nonce"'), { cause: { claims } });
  logLoginError('a-request', clientError('no', 'OAUTH_INVALID_RESPONSE', cause));
  expect(warn.mock.calls.flat()).toEqual([
    'login a-request: ClientError OAUTH_INVALID_RESPONSE no (unexpected "nonce")',
  ]);
  warn.mockRestore();
});
