// How the simulated Vipps MobilePay says no: problem documents, as each of its interfaces writes them.
import type { Context } from 'hono';
import type { z } from 'zod';

type Status = 400 | 401 | 403 | 404 | 409;

const RECURRING =
  'https://developer.vippsmobilepay.com/docs/APIs/recurring-api/recurring-api-problems#';

/** ePayment's: a number within `extraDetails` tells what it is. */
export function epaymentProblem(
  context: Context,
  status: Status,
  title: string,
  errorCode?: number,
): Response {
  return answer(context, status, {
    ...{ type: `https://httpstatuses.io/${status}`, title, status, detail: title },
    ...{ instance: context.req.path, traceId: `00-${crypto.randomUUID().replaceAll('-', '')}-01` },
    ...(errorCode === undefined
      ? {}
      : { extraDetails: [{ name: 'ErrorCode', reason: String(errorCode) }] }),
  });
}

/** Recurring's: the address of `type` tells what it is. */
export function recurringProblem(
  context: Context,
  status: Status,
  identifier: string,
  detail: string,
): Response {
  return answer(context, status, {
    ...{ type: `${RECURRING}${identifier}`, title: identifier, status, detail },
    ...{ instance: context.req.path, contextId: crypto.randomUUID() },
  });
}

export function inWords(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

function answer(context: Context, status: Status, body: object): Response {
  return context.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json',
  });
}
