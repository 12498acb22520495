// Cases that no virtual reader can show: the reader itself comes and goes, and cards misbehave at the
// very moment of their insertion. nfc-pcsc is the real one; the library under it plays a script.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReaderCase } from './run.ts';
import { NO_SMARTCARD, REMOVED_CARD, RESET_CARD } from './scripted-pcsc.ts';

const ALMA = '04a1b2c3d4e5f6';
const BO = '04c0ffee112233';

/** Without a reader the bridge looks afresh this often. */
const LOOK_AGAIN_MS = 5_000;

/** The script is read every 5 ms, so half a second shows that nothing comes. */
const NOTHING_COMES_MS = 500;

export const scriptedReaderCases: ReaderCase[] = [
  {
    name: 'tells a missing reader apart from a missing service, and a plugged-in one from both',
    run: async (pc) => {
      const said = pc.server.said.length;
      pc.scripted.unplug();
      await pc.saysAfter(said, ['no_reader'], 10_000);
      pc.scripted.plugIn();
      await pc.saysAfter(said, ['no_reader', 'ready']);
    },
  },
  {
    name: 'survives the reader being unplugged with a card on it, and reads after it is plugged in',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      pc.scripted.putCard(ALMA);
      assert.equal((await pc.tapAfter(taps)).uid, ALMA);
      pc.scripted.unplug();
      await pc.saysAfter(said, ['no_reader']);
      await sleep(NOTHING_COMES_MS);
      assert.deepEqual(pc.server.said.slice(said), ['no_reader']);
      pc.scripted.plugIn();
      await pc.saysAfter(said, ['no_reader', 'ready']);
      // The card left with the reader's field, so it has come anew.
      assert.equal((await pc.tapAfter(taps + 1)).uid, ALMA);
      pc.scripted.removeCard();
      await sleep(NOTHING_COMES_MS);
      pc.scripted.putCard(BO);
      assert.equal((await pc.tapAfter(taps + 2)).uid, BO);
      pc.scripted.removeCard();
    },
  },
  {
    name: 'survives unplugging in the very moment in which a card is lifted, twenty times',
    run: async (pc) => {
      for (let round = 0; round < 20; round += 1) {
        const [taps, said] = [pc.server.taps.length, pc.server.said.length];
        pc.scripted.putCard(ALMA);
        assert.equal((await pc.tapAfter(taps)).uid, ALMA);
        pc.scripted.removeCard();
        // A little later each time, so that some round meets the library between two looks.
        await sleep(round % 8);
        pc.scripted.unplug();
        await pc.saysAfter(said, ['no_reader']);
        pc.scripted.plugIn();
        await pc.saysAfter(said, ['no_reader', 'ready']);
      }
    },
  },
  {
    name: 'sees a reader go and come whose thread left without its last word',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      // Which of the addon's two threads hears first is chance; one of so many rounds meets it.
      for (let round = 0; round < 12; round += 1) {
        pc.scripted.linger(true);
        pc.scripted.unplug();
        await pc.saysAfter(said + 2 * round, ['no_reader']);
        pc.scripted.linger(false);
        pc.scripted.plugIn();
        await pc.saysAfter(said + 2 * round, ['no_reader', 'ready']);
      }
      pc.scripted.putCard(ALMA);
      assert.equal((await pc.tapAfter(taps)).uid, ALMA);
      pc.scripted.removeCard();
    },
  },
  {
    name: 'finds a reader that was overlooked when it was plugged in',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      pc.scripted.unplug();
      await pc.saysAfter(said, ['no_reader']);
      pc.scripted.plugInOverlooked();
      await sleep(NOTHING_COMES_MS);
      assert.deepEqual(pc.server.said.slice(said), ['no_reader']);
      pc.scripted.beListedAgain();
      await pc.saysAfter(said, ['no_reader', 'ready'], 2 * LOOK_AGAIN_MS);
      pc.scripted.putCard(BO);
      assert.equal((await pc.tapAfter(taps)).uid, BO);
      pc.scripted.removeCard();
    },
  },
  {
    name: 'says that a card whose connect fails was too fast, and reads the next one',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      pc.scripted.failConnects(NO_SMARTCARD, 99);
      pc.scripted.putCard(ALMA);
      await pc.saysAfter(said, ['card_read_too_fast']);
      pc.scripted.removeCard();
      await sleep(NOTHING_COMES_MS);
      pc.scripted.succeed();
      pc.scripted.putCard(ALMA);
      assert.equal((await pc.tapAfter(taps)).uid, ALMA);
      assert.deepEqual(pc.server.said.slice(said), ['card_read_too_fast']);
      pc.scripted.removeCard();
    },
  },
  {
    name: 'reads a card whose first two connects fail by a third one, without a word',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      pc.scripted.failConnects(NO_SMARTCARD, 2);
      pc.scripted.putCard(ALMA);
      assert.equal((await pc.tapAfter(taps)).uid, ALMA);
      await sleep(NOTHING_COMES_MS);
      assert.deepEqual(pc.server.said.slice(said), []);
      assert.equal(pc.server.taps.length, taps + 1);
      pc.scripted.succeed();
      pc.scripted.removeCard();
    },
  },
  ...(
    [
      ['is gone when the command comes', REMOVED_CARD],
      ['was reset by another program', RESET_CARD],
    ] as const
  ).map(
    ([what, code]): ReaderCase => ({
      name: `says that a card that ${what} was too fast, and reads the next one`,
      run: async (pc) => {
        const [taps, said] = [pc.server.taps.length, pc.server.said.length];
        pc.scripted.failCommands(code);
        pc.scripted.putCard(ALMA);
        await pc.saysAfter(said, ['card_read_too_fast']);
        pc.scripted.succeed();
        pc.scripted.removeCard();
        await sleep(NOTHING_COMES_MS);
        pc.scripted.putCard(BO);
        assert.equal((await pc.tapAfter(taps)).uid, BO);
        pc.scripted.removeCard();
      },
    }),
  ),
  {
    name: 'reads the second card when two were swapped between two looks',
    run: async (pc) => {
      const taps = pc.server.taps.length;
      pc.scripted.putCard(ALMA);
      await pc.tapAfter(taps);
      pc.scripted.swapCard(BO);
      assert.equal((await pc.tapAfter(taps + 1)).uid, BO);
      pc.scripted.removeCard();
    },
  },
  {
    name: 'makes no second tap of a card that stays while its child process is started again',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      pc.scripted.putCard(ALMA);
      await pc.tapAfter(taps);
      const [child] = pc.bridge.childPids();
      assert.ok(child, 'the bridge has a child');
      process.kill(child, 'SIGKILL');
      await pc.saysAfter(said, ['service_down', 'ready'], 5_000);
      await sleep(NOTHING_COMES_MS);
      assert.equal(pc.server.taps.length, taps + 1);
      pc.scripted.removeCard();
      await sleep(NOTHING_COMES_MS);
      pc.scripted.putCard(ALMA);
      await pc.tapAfter(taps + 1);
      pc.scripted.removeCard();
    },
  },
];
