// What every adapter of the port must do, whatever its hardware: one set of tests, run for each.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReadFailure } from '../contracts/readers.ts';
import type { CardReader, CardReading, OwnReaderState } from './card-reader.ts';
import { msSince, systemClock } from './clock.ts';

/** An adapter, and the hands that play its hardware. */
export interface ReaderStage {
  readonly reader: CardReader;
  putCard(uid: string): Promise<void>;
  removeCard(): Promise<void>;
  turn(state: OwnReaderState): Promise<void>;
  tearCard(): Promise<void>;
  end(): Promise<void>;
}

const ALMA = '04a1b2c3d4e5f6';
const BO = '3a5b7c9d';
const NOTHING_COMES_MS = 150;

export function cardReaderContract(adapter: string, prepare: () => Promise<ReaderStage>): void {
  describe(`${adapter} is a card reader`, () => {
    let stage: ReaderStage;
    let readings: CardReading[];
    let failures: ReadFailure[];
    let states: OwnReaderState[];

    beforeEach(async () => {
      readings = [];
      failures = [];
      states = [];
      stage = await prepare();
      await stage.reader.start({
        cardRead: (reading) => readings.push(reading),
        readFailed: (failure) => failures.push(failure),
        stateChanged: (state) => states.push(state),
      });
      await stage.turn('ready');
      await vi.waitFor(() => expect(states.at(-1)).toBe('ready'), 5_000);
      states.length = 0;
    });
    afterEach(async () => {
      await stage.reader.close();
      await stage.end();
    });

    const uids = () => readings.map((reading) => reading.evidence.uid);
    const comes = (expected: string[]) => vi.waitFor(() => expect(uids()).toEqual(expected), 5_000);
    const settles = () => new Promise((resolve) => setTimeout(resolve, NOTHING_COMES_MS));

    test('reads a card and says when', async () => {
      await stage.putCard(ALMA);
      await comes([ALMA]);
      expect(readings[0]?.evidence).toEqual({ class: 'uid', uid: ALMA });
      expect(msSince(readings[0]?.readAt ?? systemClock(), systemClock())).toBeLessThan(1_000);
    });

    test('reads a card that stays once, and again after it was lifted', async () => {
      await stage.putCard(ALMA);
      await stage.putCard(ALMA);
      await comes([ALMA]);
      await settles();
      expect(uids()).toEqual([ALMA]);
      await stage.removeCard();
      await stage.putCard(ALMA);
      await comes([ALMA, ALMA]);
    });

    test('reads one card after another', async () => {
      await stage.putCard(ALMA);
      await stage.removeCard();
      await stage.putCard(BO);
      await comes([ALMA, BO]);
    });

    test('yields no reading of a UID drawn at random, but a failure', async () => {
      await stage.putCard('08a1b2c3');
      await vi.waitFor(() => expect(failures).toEqual(['card_not_usable']), 5_000);
      expect(readings).toEqual([]);
    });

    test('tells of a card that left too early', async () => {
      await stage.tearCard();
      await vi.waitFor(() => expect(failures).toEqual(['card_read_too_fast']), 5_000);
      expect(readings).toEqual([]);
    });

    test('tells a missing reader and a missing service apart, each once', async () => {
      await stage.turn('no_reader');
      await vi.waitFor(() => expect(states).toEqual(['no_reader']), 5_000);
      await stage.turn('ready');
      await vi.waitFor(() => expect(states).toEqual(['no_reader', 'ready']), 5_000);
      await stage.turn('service_down');
      await vi.waitFor(() => expect(states.at(-1)).toBe('service_down'), 5_000);
      await stage.turn('ready');
      await vi.waitFor(() => expect(states.at(-1)).toBe('ready'), 5_000);
      expect(states).toEqual(['no_reader', 'ready', 'service_down', 'ready']);
    });

    test('does not read a card again that stays while the service is away', async () => {
      await stage.putCard(ALMA);
      await comes([ALMA]);
      await stage.turn('service_down');
      await stage.turn('ready');
      await vi.waitFor(() => expect(states.at(-1)).toBe('ready'), 5_000);
      await stage.putCard(ALMA);
      await settles();
      expect(uids()).toEqual([ALMA]);
    });

    test('reads a card anew that lies on a reader that was unplugged meanwhile', async () => {
      await stage.putCard(ALMA);
      await comes([ALMA]);
      await stage.turn('no_reader');
      await stage.turn('ready');
      await stage.putCard(ALMA);
      await comes([ALMA, ALMA]);
    });

    test('says nothing more once it is closed', async () => {
      await stage.reader.close();
      states.length = 0;
      await stage.putCard(ALMA).catch(() => {});
      await settles();
      expect([uids(), states]).toEqual([[], []]);
    });
  });
}
