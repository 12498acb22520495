// The device's side of pairing: a code and a public key in, a place at a till out.
import { createRoute, z } from '@hono/zod-openapi';
import { PairingId } from '../../contracts/ids.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { Pairing, PairingRequest } from '../../contracts/pairings.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { callObject } from '../../durable-objects/call-object.ts';
import { jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { municipalityOfHost } from '../municipality-of-host.ts';
import { outcomeResponse, problemResponse } from '../problem-response.ts';

export const pairings = newApi().openapi(
  createRoute({
    method: 'put',
    path: '/pairings/{pairingId}',
    summary: 'Pair a screen or a bridge with a till',
    description: 'The same id and body again returns the same pairing.',
    request: { params: z.object({ pairingId: PairingId }), body: jsonBody(PairingRequest) },
    responses: {
      201: jsonContent(Pairing, 'The device is paired'),
      default: problems(
        'invalid_request',
        'too_many_tries',
        'pairing_id_reused',
        'pairing_code_wrong',
      ),
    },
  }),
  async (context) => {
    const municipality = municipalityOfHost(context);
    if (municipality === null) return problemResponse(context, { code: 'not_found' });
    const { pairingId } = context.req.valid('param');
    const request = context.req.valid('json');
    const outcome = await callObject<Outcome<Pairing, Refusal>>(() =>
      municipality.pair(pairingId, request),
    );
    return outcomeResponse(context, outcome, 201);
  },
);
