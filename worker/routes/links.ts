// A guardian's links to children: asked for by a letter's code or as a club's contact, listed, ended. What a
// club decides about them arrives with the staff's login.
import { createRoute, z } from '@hono/zod-openapi';
import { NothingToSay } from '../../contracts/cards.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import { LinkId } from '../../contracts/ids.ts';
import { Linked, LinkRequest, LinkView } from '../../contracts/links.ts';
import { callForOutcome } from '../../durable-objects/call-object.ts';
import type { Env } from '../../durable-objects/env.ts';
import { municipalityIdOf } from '../../durable-objects/object-id.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { askGuardian } from '../asking-guardian.ts';
import { outcomeResponse } from '../problem-response.ts';

const linkParams = z.object({ linkId: LinkId });

export const links = newApi();

links.openapi(
  createRoute({
    method: 'get',
    path: '/links',
    summary: 'All links of the one who asks, also those that wait or are over',
    security: BY_GUARDIAN,
    responses: {
      200: jsonContent(Linked, 'The links'),
      default: problems('session_missing'),
    },
  }),
  async (context) =>
    outcomeResponse(
      context,
      await askGuardian<Linked>(context, ({ guardian }) =>
        callForOutcome<Linked>(() => guardian.links()),
      ),
    ),
);

links.openapi(
  createRoute({
    method: 'put',
    path: '/links/{linkId}',
    summary: "Link a child, by the letter's code or because the club has the contact",
    description:
      'The same id and body again returns the links as they stand, or the same refusal. A contact match may make several links: the first has this id. After ten refused requests in an hour, or twenty of any kind in a day, the person waits.',
    security: BY_GUARDIAN,
    request: { params: linkParams, body: jsonBody(LinkRequest) },
    responses: {
      201: jsonContent(Linked, 'The links that it led to; some may wait for the club'),
      default: problems(
        ...GUARDIAN_PROBLEMS,
        'link_id_reused',
        'too_many_tries',
        'link_code_wrong',
        'no_contact_match',
        'already_linked',
      ),
    },
  }),
  async (context) => {
    const { linkId } = context.req.valid('param');
    const request = context.req.valid('json');
    const outcome = await askGuardian<Linked>(context, ({ guardianId }) =>
      callForOutcome<Linked>(() =>
        municipalityOf(guardianId, context.env).requestLink({ linkId, guardianId, request }),
      ),
    );
    return outcomeResponse(context, outcome, 201);
  },
);

links.openapi(
  createRoute({
    method: 'delete',
    path: '/links/{linkId}',
    summary: 'End a link of the one who asks',
    description: 'Over at every account at once; `ending` when one could not be reached yet.',
    security: BY_GUARDIAN,
    request: { params: linkParams, body: jsonBody(NothingToSay) },
    responses: {
      200: jsonContent(LinkView, 'The link, ended'),
      default: problems(...GUARDIAN_PROBLEMS, 'link_not_found'),
    },
  }),
  async (context) => {
    const { linkId } = context.req.valid('param');
    const outcome = await askGuardian<LinkView>(context, ({ guardianId }) =>
      callForOutcome<LinkView>(() =>
        municipalityOf(guardianId, context.env).endOwnLink({ linkId, guardianId }),
      ),
    );
    return outcomeResponse(context, outcome);
  },
);

function municipalityOf(guardianId: GuardianId, env: Env) {
  return env.MUNICIPALITY.getByName(municipalityIdOf(guardianId, env.MUNICIPALITIES));
}
