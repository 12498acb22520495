// Starts the peer, fills its accounts, and checks at the end that its rows add up.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { AccountId, TillId } from '../../contracts/ids.ts';
import type { PostgresPeerPlace } from '../load/postgres-peer-load.ts';
import { type StartedProcess, startProcess } from '../measuring/started-process.ts';
import { startPostgresCluster } from './cluster.ts';
import { proveCorrect } from './prove-correct.ts';
import { SCHEMA } from './schema.ts';
import type { PeerSettings } from './server.ts';

export interface PostgresPeer {
  readonly place: PostgresPeerPlace;
  /** Server and database; together they are what a purchase costs. */
  readonly processes: readonly StartedProcess[];
  /** @throws Error if the accounts, purchases, postings and outbox do not agree. */
  checkBooks(): Promise<{ purchases: number }>;
  stop(): Promise<void>;
}

/** Tried with 4, 8 and 12 on two cores: fewer leave commits ungrouped, more only add switching. */
const CONNECTIONS = 8;
const PURSE_ORE = 100_000_000_00;
const PRODUCT = { productId: 'apple', priceOre: 100 } as const;

export async function startPostgresPeer(tills: number, accounts: number): Promise<PostgresPeer> {
  const cluster = await startPostgresCluster();
  const sql = postgres({ host: cluster.socketFolder, username: 'postgres', max: 1 });
  await sql.unsafe(SCHEMA);
  const open = (purseOre = PURSE_ORE, dayLimitOre = PURSE_ORE) =>
    openAccount(sql, purseOre, dayLimitOre);
  const accountIds: AccountId[] = [];
  for (let index = 0; index < accounts; index += 1) accountIds.push(await open());
  const hotAccountId = await open();
  const forProof = {
    rich: await open(),
    poor: await open(2 * PRODUCT.priceOre),
    limited: await open(PURSE_ORE, PRODUCT.priceOre),
  };
  await sql.unsafe('vacuum analyze');
  await sql.unsafe('checkpoint');
  const keys = Array.from({ length: tills }, () => newScreen());
  const { server, port } = await startServer({
    socketFolder: cluster.socketFolder,
    connections: CONNECTIONS,
    products: { [PRODUCT.productId]: PRODUCT.priceOre },
    screens: keys,
  });
  const screens = keys.map(({ tillId, privateKeyPem }) => {
    return { tillId, device: 'screen' as const, privateKeyPem };
  });
  const provingPurchases = await proveCorrect({ port, screens, ...PRODUCT }, forProof);
  return {
    place: { port, screens, accountIds, hotAccountId, ...PRODUCT },
    processes: [server, cluster.process],
    checkBooks: async () => ({ purchases: (await checkBooks(sql)) - provingPurchases }),
    stop: async () => {
      await sql.end();
      await server.stop();
      await cluster.stop();
    },
  };
}

async function openAccount(
  sql: postgres.Sql,
  purseOre: number,
  dayLimitOre: number,
): Promise<AccountId> {
  const accountId = objectId('a') as AccountId;
  await sql`insert into account values
    (${accountId}, ${purseOre}, ${purseOre}, 0, 0, ${dayLimitOre}, 0, 0, ${PURSE_ORE})`;
  return accountId;
}

async function startServer(
  settings: PeerSettings,
): Promise<{ server: StartedProcess; port: number }> {
  const server = await startProcess({
    name: 'postgres peer',
    command: process.execPath,
    args: [fileURLToPath(new URL('server.ts', import.meta.url))],
    channel: true,
  });
  server.child.send(settings);
  const [{ port }] = (await once(server.child, 'message')) as [AddressInfo];
  return { server, port };
}

async function checkBooks(sql: postgres.Sql): Promise<number> {
  const [sums] = await sql`
    select (select sum(opened_with_ore - purse_ore) from account)::text as spent,
      (select count(*) from purchase where entry_id is not null)::text as purchases,
      (select count(*) from outbox)::text as outbox,
      (select count(*) from posting)::text as postings,
      (select coalesce(sum(amount_ore), 0) from posting)::text as balance,
      (select coalesce(sum(amount_ore), 0) from posting where ledger_account = 2)::text as sold`;
  const purchases = Number(sums?.purchases);
  const isRight =
    Number(sums?.balance) === 0 &&
    Number(sums?.outbox) === purchases &&
    Number(sums?.postings) === 2 * purchases &&
    Number(sums?.spent) === Number(sums?.sold);
  if (!isRight) throw new Error(`the peer's books are wrong: ${JSON.stringify(sums)}`);
  return purchases;
}

function newScreen(): { tillId: TillId; privateKeyPem: string; publicKeyPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    tillId: objectId('t') as TillId,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** As long as an id of ours, without its MAC. */
function objectId(letter: string): string {
  return `${letter}0165${randomBytes(17).toString('hex').slice(0, 33)}`;
}
