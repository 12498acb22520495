// How long a child waits: from the bridge's sending of a tap to the message with name and photo at the
// till's socket, beside a bare object's round trip, alternately. Awake accounts, and ones that slept.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type BareObject, startBareObject } from './bare-object/start.ts';
import { type Findings, tell } from './findings.ts';
import { startKlubkort } from './klubkort/start.ts';
import { KlubkortTill } from './load/klubkort-till.ts';
import { requestBytes, TillConnection } from './load/till-connection.ts';
import { type Percentiles, percentiles } from './measuring/distribution.ts';
import { figure, textTable } from './measuring/text-table.ts';

const ACCOUNTS = 100;
const AWAKE_ROUNDS = 5;
/** Idle objects are put to sleep after ten seconds. */
const UNTIL_ASLEEP_MS = 14_000;

interface Timed {
  readonly tap: number[];
  readonly roundTrip: number[];
  readonly socketMessage: number[];
}

export async function tapToPhoto(): Promise<Findings> {
  tell('timing taps beside a bare object');
  const klubkort = await startKlubkort({ tills: 1, accounts: ACCOUNTS });
  const bare = await startBareObject(ACCOUNTS);
  const { port, tills, children } = klubkort.place;
  const [paired] = tills;
  if (!paired) throw new Error('no till was paired');
  const till = await KlubkortTill.open(port, paired);
  const connection = await TillConnection.open(port);
  const tap = async (timed: Timed, uid: string) => {
    const ready = till.tapReady(uid);
    timed.tap.push(await timeMs(() => ready(connection)));
  };
  const awake = newTimed();
  const bareClient = await openBare(bare);
  for (let round = 0; round <= AWAKE_ROUNDS; round += 1) {
    // The first round wakes them all.
    const timed = round === 0 ? newTimed() : awake;
    for (const [index, { uid }] of children.entries()) {
      await tap(timed, uid);
      await bareClient.ping(timed, index);
    }
  }
  tell('letting the accounts fall asleep');
  await sleep(UNTIL_ASLEEP_MS);
  const asleep = newTimed();
  for (const [index, { uid }] of children.entries()) {
    await tap(asleep, uid);
    await bareClient.ping(asleep, index);
  }
  bareClient.close();
  connection.close();
  till.close();
  await bare.stop();
  await klubkort.stop();
  return report(awake, asleep);
}

async function openBare({ place }: BareObject) {
  const host = `127.0.0.1:${place.port}`;
  const connection = await TillConnection.open(place.port);
  const socket = new WebSocket(`ws://${host}/objects/feed/feed`, { perMessageDeflate: false });
  await once(socket, 'open');
  const ping = (name: string) =>
    requestBytes(host, { method: 'GET', target: `/objects/${name}/ping` });
  const toFeed = ping('feed');
  return {
    ping: async (timed: Timed, index: number) => {
      const request = ping(`account-${index}`);
      timed.roundTrip.push(await timeMs(() => connection.send(request)));
      const message = once(socket, 'message');
      timed.socketMessage.push(await timeMs(() => Promise.all([connection.send(toFeed), message])));
    },
    close: () => {
      connection.close();
      socket.terminate();
    },
  };
}

async function timeMs(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

function newTimed(): Timed {
  return { tap: [], roundTrip: [], socketMessage: [] };
}

function report(awake: Timed, asleep: Timed): Findings {
  const figures = [
    { name: 'tap to photo, account awake', ...percentiles(awake.tap) },
    { name: 'bare object, round trip', ...percentiles(awake.roundTrip) },
    { name: 'bare object, message to its socket', ...percentiles(awake.socketMessage) },
    { name: 'tap to photo, account asleep', ...percentiles(asleep.tap) },
    { name: 'bare object asleep, round trip', ...percentiles(asleep.roundTrip) },
  ];
  const rows = figures.map((row) => [`  ${row.name}`, ...cells(row)]);
  const measured = percentiles(awake.tap).p50Ms / percentiles(awake.roundTrip).p50Ms;
  return {
    text: textTable([['tap to photo', 'p50 ms', 'p95 ms', 'p99 ms'], ...rows]),
    bars: [{ name: "tap to photo, to a bare object's round trip (p50)", measured, atMost: 3 }],
    figures,
  };
}

function cells({ p50Ms, p95Ms, p99Ms }: Percentiles): string[] {
  return [p50Ms, p95Ms, p99Ms].map(figure);
}
