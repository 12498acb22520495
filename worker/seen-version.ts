// The version that whoever edits has seen, as `If-Match: "<version>"`: what several people edit is not
// overwritten in silence.
import type { Context } from 'hono';
import { accepted, type Outcome, refused } from '../contracts/outcome.ts';
import type { Refusal } from '../contracts/problems.ts';
import type { EdgeEnvironment } from './environment.ts';

/** Refusals: `version_missing`, `invalid_request` for a header that is no version of ours. */
export function seenVersion(context: Context<EdgeEnvironment>): Outcome<number, Refusal> {
  const header = context.req.header('if-match');
  if (header === undefined) return refused({ code: 'version_missing' });
  const version = /^"(0|[1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    const errors = [{ pointer: '', detail: 'If-Match must be a version in quotation marks' }];
    return refused({ code: 'invalid_request', errors });
  }
  return accepted(Number(version));
}
