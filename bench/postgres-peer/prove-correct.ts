// Proves, before the peer is timed, that it does the work: it keeps one outcome per id, and refuses a wrong
// signature, a wrong price, too little money and a limit. A peer that cheated would be no measure.
import { randomUUID } from 'node:crypto';
import type { Answer } from '../load/till-connection.ts';
import { requestBytes, TillConnection } from '../load/till-connection.ts';
import { TillKey, type TillKeyText } from '../load/till-key.ts';

/** Accounts made for the proof: one with money for two, one whose day allows one, one that pays. */
export interface ProofAccounts {
  readonly poor: string;
  readonly limited: string;
  readonly rich: string;
}

export interface ProofPlace {
  readonly port: number;
  readonly screens: readonly TillKeyText[];
  readonly productId: string;
  readonly priceOre: number;
}

/** @returns how many purchases it made. @throws Error naming what the peer got wrong. */
export async function proveCorrect(place: ProofPlace, accounts: ProofAccounts): Promise<number> {
  const [first, other] = place.screens.map((screen) => new TillKey(screen));
  if (!first) throw new Error('the proof needs a till');
  const connections = await Promise.all(
    Array.from({ length: 8 }, () => TillConnection.open(place.port)),
  );
  const [connection] = connections;
  if (!connection) throw new Error('the proof needs a connection');
  const requestOf = (
    accountId: string,
    { purchaseId = randomUUID(), quantity = 1, priceOre = place.priceOre } = {},
  ) => {
    const lines = [{ productId: place.productId, quantity, priceOre }];
    const target = `/api/accounts/${accountId}/purchases/${purchaseId}`;
    return first.signed({ method: 'PUT', target, body: JSON.stringify({ lines }) });
  };
  const send = (request: ReturnType<typeof requestOf>, on = connection): Promise<Answer> =>
    on.send(requestBytes(`127.0.0.1:${place.port}`, request));

  const purchaseId = randomUUID();
  const eightAtOnce = requestOf(accounts.rich, { purchaseId });
  const answers = await Promise.all(connections.map((on) => send(eightAtOnce, on)));
  expect('one id, one receipt', new Set(answers.map(({ body }) => body)).size, 1);
  expect('it is accepted', answers[0]?.status, 201);
  expect(
    'another body',
    (await send(requestOf(accounts.rich, { purchaseId, quantity: 2 }))).status,
    409,
  );
  expect('a wrong price', (await send(requestOf(accounts.rich, { priceOre: 1 }))).status, 409);
  const unsigned = { ...requestOf(accounts.rich), body: '{"lines":[]}' };
  expect('a changed body', (await send(unsigned)).status, 401);
  if (other) {
    const theirs = other.signed(requestOf(accounts.rich)).headers ?? {};
    const forged = { ...theirs, 'klubkort-till': place.screens[0]?.tillId ?? '' };
    expect(
      "another's key",
      (await send({ ...requestOf(accounts.rich), headers: forged })).status,
      401,
    );
  }
  for (const [name, accountId, affordable] of [
    ['money', accounts.poor, 2],
    ['limit', accounts.limited, 1],
  ] as const) {
    const racing = connections.map((on) => send(requestOf(accountId), on));
    const statuses = (await Promise.all(racing)).map(({ status }) => status);
    expect(
      `${name} for ${affordable}`,
      statuses.filter((status) => status === 201).length,
      affordable,
    );
    expect(
      `the rest refused for ${name}`,
      statuses.filter((status) => status === 409).length,
      8 - affordable,
    );
  }
  for (const on of connections) on.close();
  return 1 + 2 + 1;
}

function expect(what: string, is: unknown, shouldBe: unknown): void {
  if (is !== shouldBe) throw new Error(`the peer is wrong: ${what}: ${is}, not ${shouldBe}`);
}
