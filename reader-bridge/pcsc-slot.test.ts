import { EventEmitter } from 'node:events';
import type { Reader } from 'nfc-pcsc';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import type { MessageFromPcscChild } from './pcsc-messages.ts';
import { isModuleSlot, watchSlot } from './pcsc-slot.ts';

const PRESENT = 0x20;
const EMPTY = 0x10;
const visit = (count: number, state: number) => count * 0x1_0000 + state;

/** nfc-pcsc's reader as its source has it, traps included; the card's part is played by the test. */
class ScriptedReader extends EventEmitter {
  readonly name = 'Scripted Reader 00 00';
  readonly reader = Object.assign(new EventEmitter(), {
    name: this.name,
    state: undefined as number | undefined,
    SCARD_STATE_PRESENT: PRESENT,
    close: () => {},
  });
  autoProcessing = true;
  connection: { protocol: number | undefined } | null = { protocol: 2 };
  answers: (string | Error)[] = [];
  disconnects = 0;
  async connect() {
    this.connection = { protocol: 2 };
  }
  async disconnect() {
    this.disconnects += 1;
    this.connection = null;
  }
  async transmit(): Promise<Buffer> {
    const answer = this.answers.shift();
    if (answer === undefined) return new Promise(() => {});
    if (answer instanceof Error) throw answer;
    return Buffer.from(answer, 'hex');
  }
  change(state: number) {
    this.reader.emit('status', { state });
    this.reader.state = state;
  }
}

const UID = '04a1b2c3d4e5f6';
const named = (name: string) => Object.assign(new Error('as PC/SC says'), { name });

let reader: ScriptedReader;
let reports: MessageFromPcscChild[];
let gaveUp: string[];
beforeEach(() => {
  reader = new ScriptedReader();
  reports = [];
  gaveUp = [];
  watchSlot(reader as unknown as Reader, {
    clock: systemClock,
    report: (message) => reports.push(message),
    giveUp: (why) => gaveUp.push(why),
  });
});
afterEach(() => vi.useRealTimers());

const types = () => reports.map((message) => message.type);

test('asks for the UID itself, whatever kind of card nfc-pcsc takes it for', async () => {
  expect(reader.autoProcessing).toBe(false);
  reader.answers = [`${UID}9000`];
  reader.emit('card', {});
  await vi.waitFor(() => expect(reports).toMatchObject([{ type: 'card', uid: UID }]));
});

test('reads a card by a second connection after a connect that nfc-pcsc swallowed', async () => {
  reader.connection = null;
  reader.answers = [`${UID}9000`];
  reader.emit(named('ConnectError') as unknown as string);
  await vi.waitFor(() => expect(reports).toMatchObject([{ type: 'card', uid: UID }]));
});

test('reads a card that another program has reset by a fresh connection', async () => {
  reader.answers = [new Error('reset'), `${UID}9000`];
  reader.emit('card', {});
  await vi.waitFor(() => expect(reports).toMatchObject([{ type: 'card', uid: UID }]));
  expect(reader.disconnects).toBe(1);
});

test('tells of a card that answers nothing, twice', async () => {
  reader.answers = ['', ''];
  reader.emit('card', {});
  await vi.waitFor(() =>
    expect(reports).toMatchObject([{ type: 'read_failed', failure: 'card_read_too_fast' }]),
  );
});

test('reports no UID that came when its card had left already', async () => {
  const answer = Promise.withResolvers<Buffer>();
  reader.transmit = () => answer.promise;
  reader.emit('card', {});
  reader.emit('card.off', {});
  answer.resolve(Buffer.from(`${UID}9000`, 'hex'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(types()).toEqual(['empty']);
});

test('an empty reader says so at its first state', () => {
  reader.change(visit(0, EMPTY));
  expect(types()).toEqual(['empty']);
});

test('a card swapped between two looks is read', async () => {
  reader.change(visit(1, PRESENT));
  reader.answers = [`${UID}9000`];
  reader.change(visit(3, PRESENT));
  await vi.waitFor(() => expect(types()).toEqual(['empty', 'card']));
});

test('a card that is merely in use is not read again', async () => {
  reader.change(visit(1, PRESENT));
  reader.answers = [`${UID}9000`];
  reader.change(visit(1, PRESENT | 0x100));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(reports).toEqual([]);
});

test('gives up when a disconnect fails, since every later card would get that connection', () => {
  reader.emit(named('DisconnectError') as unknown as string);
  expect(gaveUp).toEqual(['disconnect failed: as PC/SC says']);
});

test('gives up on a connection without a protocol', async () => {
  reader.connection = { protocol: undefined };
  reader.answers = [new Error('refused'), new Error('refused')];
  reader.emit('card', {});
  await vi.waitFor(() => expect(gaveUp).toContain('stale connection'));
});

test('gives up on a reader that never answers', async () => {
  vi.useFakeTimers();
  reader.emit('card', {});
  await vi.advanceTimersByTimeAsync(3_100);
  expect(gaveUp).toEqual(['the reader does not answer']);
});

test('an unplugged reader loses its card', async () => {
  vi.useFakeTimers();
  reader.emit('error', new Error('Unknown reader'));
  reader.emit('end');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(types()).toEqual(['empty']);
  expect(gaveUp).toEqual([]);
});

test('a closed reader ends, also when pcsclite forgets to say so, and only once', async () => {
  const ends = vi.fn();
  reader.reader.on('_end', ends);
  reader.reader.close();
  await vi.waitFor(() => expect(ends).toHaveBeenCalledTimes(1));

  const other = new ScriptedReader();
  const slot = { clock: systemClock, report: () => {}, giveUp: () => {} };
  watchSlot(other as unknown as Reader, slot);
  other.reader.on('_end', ends);
  other.reader.close();
  other.reader.emit('_end');
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(ends).toHaveBeenCalledTimes(2);
});

test('a reader that fails without an end is given up', async () => {
  vi.useFakeTimers();
  reader.emit('error', new Error('deaf'));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(gaveUp).toEqual(['reader failed: deaf']);
});

test.each([
  ['ACS ACR1252 1S CL Reader SAM 01 00', true],
  ['ACS ACR1252 1S CL Reader PICC 00 00', false],
  ['Samsted Contactless 00 00', false],
])('%s holds a module: %s', (name, isModule) => {
  expect(isModuleSlot(name)).toBe(isModule);
});
