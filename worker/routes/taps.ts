// Scans that the bridge posts, signed, at least once. The answer says whether the screen got it, no more.
import { createRoute, z } from '@hono/zod-openapi';
import { TapId } from '../../contracts/ids.ts';
import { TapAcknowledgement, TapRequest } from '../../contracts/taps.ts';
import {
  DEVICE_PROBLEMS,
  jsonBody,
  jsonContent,
  newApi,
  problems,
  SIGNED_BY_DEVICE,
} from '../api.ts';
import { askTill } from '../asking-till.ts';
import { outcomeResponse } from '../problem-response.ts';

export const taps = newApi().openapi(
  createRoute({
    method: 'put',
    path: '/taps/{tapId}',
    summary: 'Post a reading of a card',
    description:
      'Counts once by its id. Shown on the till only if it was read within the last ten seconds.',
    security: SIGNED_BY_DEVICE,
    request: { params: z.object({ tapId: TapId }), body: jsonBody(TapRequest) },
    responses: {
      200: jsonContent(TapAcknowledgement, 'The scan is taken; it need not be sent again'),
      default: problems(...DEVICE_PROBLEMS),
    },
  }),
  async (context) => {
    const { tapId } = context.req.valid('param');
    const request = context.req.valid('json');
    const outcome = await askTill<TapAcknowledgement>(context, {}, ({ till, proof }) =>
      till.tap(proof, { tapId, request }),
    );
    return outcomeResponse(context, outcome);
  },
);
