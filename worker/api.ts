// Makes the routers of the API: each refuses what does not fit its schema in the same words. A route's
// schemas are also its page in the OpenAPI document.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import { PROBLEM_MEDIA_TYPE, Problem, type ProblemCode } from '../contracts/problems.ts';
import type { EdgeEnvironment } from './environment.ts';
import { invalidRequest, problemResponse } from './problem-response.ts';

export function newApi(): OpenAPIHono<EdgeEnvironment> {
  return new OpenAPIHono<EdgeEnvironment>({
    defaultHook: (result, context) => {
      if (!result.success) return problemResponse(context, invalidRequest(result.error));
    },
  });
}

/**
 * An answer in the document. Its content is optional in the type alone: handlers answer with finished
 * responses, which the library would otherwise want to type from the schema.
 */
interface DocumentedResponse {
  readonly description: string;
  readonly content?: Record<string, { readonly schema: z.ZodType }>;
}

export function jsonContent(schema: z.ZodType, description: string): DocumentedResponse {
  return { description, content: { 'application/json': { schema } } };
}

/** A required JSON body. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** Every refusal of a route has this one shape; the codes are named in the order of precedence. */
export function problems(...codes: readonly ProblemCode[]): DocumentedResponse {
  const description = `Refused. Codes, in order of precedence: ${codes.join(', ')}.`;
  return { description, content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } } };
}

/** What each signed request may meet before its own refusals. */
export const DEVICE_PROBLEMS = [
  'invalid_request',
  'device_proof_missing',
  'device_not_allowed',
  'device_revoked',
  'device_proof_wrong',
  'device_clock_wrong',
] as const satisfies readonly ProblemCode[];

export const SIGNED_BY_DEVICE = [{ deviceSignature: [] }];

/** What each request by cookie may meet before its own refusals. */
export const GUARDIAN_PROBLEMS = [
  'invalid_request',
  'session_missing',
] as const satisfies readonly ProblemCode[];

export const BY_GUARDIAN = [{ guardianSession: [] }];
