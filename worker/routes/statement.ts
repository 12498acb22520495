// A child's statement, as a page for the portal or as a file by `Accept`, and the report of a purchase that was
// not the child's. Absent: what a statement is (the account) and how a file is written (worker/statement).
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { PublicClubs } from '../../contracts/clubs.ts';
import { AccountId, DisputeId } from '../../contracts/ids.ts';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { Dispute, DisputeRequest, Statement, StatementQuery } from '../../contracts/statement.ts';
import { callForOutcome } from '../../durable-objects/call-object.ts';
import type { CardAccount } from '../../durable-objects/card-account/card-account.ts';
import type {
  StatementCommand,
  StatementFileCover,
  StatementSlice,
} from '../../durable-objects/card-account/statement.ts';
import { municipalityIdOf } from '../../durable-objects/object-id.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { askAccount } from '../asking-guardian.ts';
import type { EdgeEnvironment } from '../environment.ts';
import { outcomeResponse, problemResponse } from '../problem-response.ts';
import { CSV_MEDIA_TYPE, statementCsv } from '../statement/statement-csv.ts';
import type { StatementFile } from '../statement/statement-file.ts';
import { PDF_MEDIA_TYPE, statementPdf } from '../statement/statement-pdf.ts';
import { type FileLanguage, STATEMENT_WORDS } from '../statement/statement-words.ts';
import { streamOf } from '../statement/stream-of.ts';

const JSON_MEDIA_TYPE = 'application/json';

export const statement = newApi();

statement.openapi(
  createRoute({
    method: 'get',
    path: '/accounts/{accountId}/statement',
    summary: "A child's statement of a period",
    description:
      'As JSON a page of fifty entries, newest first, with the sums of the whole period; as text/csv or ' +
      'application/pdf all of its entries, oldest first. The language of a file is `language`, else ' +
      '`Accept-Language`, else Danish.',
    security: BY_GUARDIAN,
    request: {
      params: z.object({ accountId: AccountId }),
      query: StatementQuery.extend({ language: z.enum(['da', 'en']).optional() }),
    },
    responses: {
      200: {
        description: 'The statement',
        content: {
          [JSON_MEDIA_TYPE]: { schema: Statement },
          [CSV_MEDIA_TYPE]: { schema: z.string() },
          [PDF_MEDIA_TYPE]: { schema: z.string().meta({ format: 'binary' }) },
        },
      },
      default: problems(
        ...GUARDIAN_PROBLEMS,
        'account_unknown',
        'rights_not_enough',
        'period_too_long',
      ),
    },
  }),
  async (context) => {
    const { accountId } = context.req.valid('param');
    const { language, ...query } = context.req.valid('query');
    const mediaType = accepts(context, {
      header: 'Accept',
      supports: [JSON_MEDIA_TYPE, CSV_MEDIA_TYPE, PDF_MEDIA_TYPE],
      default: JSON_MEDIA_TYPE,
    });
    if (mediaType === JSON_MEDIA_TYPE) {
      const outcome = await askAccount<Statement>(context, accountId, (account, { guardianId }) =>
        callForOutcome<Statement>(() => account.statement({ by: guardianId, query })),
      );
      return outcomeResponse(context, outcome);
    }
    const outcome = await askAccount<StatementFile>(context, accountId, (account, { guardianId }) =>
      openFile(context, account, accountId, { by: guardianId, query }, language),
    );
    if (!outcome.ok) return problemResponse(context, outcome.refusal);
    return fileResponse(outcome.value, mediaType);
  },
);

statement.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/disputes/{disputeId}',
    summary: "Report a purchase that was not the child's",
    description:
      'It reaches the club. The same id again returns the first outcome; a purchase that is reported ' +
      'already stays as it was reported.',
    security: BY_GUARDIAN,
    request: {
      params: z.object({ accountId: AccountId, disputeId: DisputeId }),
      body: jsonBody(DisputeRequest),
    },
    responses: {
      201: jsonContent(Dispute, 'The purchase is reported'),
      default: problems(
        ...GUARDIAN_PROBLEMS,
        'account_unknown',
        'rights_not_enough',
        'dispute_id_reused',
        'entry_unknown',
      ),
    },
  }),
  async (context) => {
    const { accountId, disputeId } = context.req.valid('param');
    const request = context.req.valid('json');
    const outcome = await askAccount<Dispute>(context, accountId, (account, { guardianId }) =>
      callForOutcome<Dispute>(() => account.dispute({ by: guardianId, disputeId, request })),
    );
    return outcomeResponse(context, outcome, 201);
  },
);

type Cover = StatementFileCover & { readonly childName: string };

/** A refusal comes now, before the first byte of the file. */
async function openFile(
  context: Context<EdgeEnvironment>,
  account: DurableObjectStub<CardAccount>,
  accountId: AccountId,
  command: StatementCommand,
  language: FileLanguage = languageOf(context),
): Promise<Outcome<StatementFile, Refusal>> {
  const cover = await callForOutcome<Cover>(() => account.statementCover(command));
  if (!cover.ok) return refused(cover.refusal);
  const { MUNICIPALITY, MUNICIPALITIES } = context.env;
  const municipality = MUNICIPALITY.getByName(municipalityIdOf(accountId, MUNICIPALITIES));
  const names = await callForOutcome<PublicClubs>(() => municipality.publicClubs());
  if (!names.ok) return names;
  return {
    ok: true,
    value: {
      ...cover.value,
      query: command.query,
      language,
      names: names.value,
      madeAt: Date.now(),
      slices: slicesOf(account, command, cover.value),
    },
  };
}

/** @throws Error when the one who reads may not any more: the file ends broken, not short. */
async function* slicesOf(
  account: DurableObjectStub<CardAccount>,
  command: StatementCommand,
  { piece }: StatementFileCover,
): AsyncGenerator<StatementSlice['lines']> {
  let rest: StatementSlice['rest'] = piece;
  while (rest !== null) {
    const next: NonNullable<StatementSlice['rest']> = rest;
    const slice = await callForOutcome<StatementSlice>(() =>
      account.statementSlice({ ...command, piece: next }),
    );
    if (!slice.ok) throw new Error(`a statement broke off: ${slice.refusal.code}`);
    yield slice.value.lines;
    rest = slice.value.rest;
  }
}

function fileResponse(file: StatementFile, mediaType: string): Response {
  const isPdf = mediaType === PDF_MEDIA_TYPE;
  const { fileName } = STATEMENT_WORDS[file.language];
  const { from, to } = file.statement;
  const name = `${fileName}-${from}-${to}.${isPdf ? 'pdf' : 'csv'}`;
  return new Response(streamOf(isPdf ? statementPdf(file) : statementCsv(file)), {
    headers: {
      'content-type': isPdf ? PDF_MEDIA_TYPE : `${CSV_MEDIA_TYPE}; charset=utf-8; header=present`,
      'content-disposition': `attachment; filename="${name}"`,
      'content-language': file.language,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

function languageOf(context: Context<EdgeEnvironment>): FileLanguage {
  return accepts(context, {
    header: 'Accept-Language',
    supports: ['da', 'en'],
    default: 'da',
    match: (accepted, { supports, default: fallback }) =>
      accepted
        .toSorted((left, right) => right.q - left.q)
        .map(({ type }) => type.toLowerCase().split('-')[0] ?? '')
        .find((type) => supports.includes(type)) ?? fallback,
  }) as FileLanguage;
}
