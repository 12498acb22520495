// Cases with Debian's reader service and its virtual reader: real cards as far as any program can tell.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeDemoFile } from '../../local/demo-file.ts';
import { VPCD_PORT } from '../../local/virtual-card.ts';
import type { ReaderCase } from './run.ts';
import { NEXT_LOOK_MS, SOON_MS, type TillPc } from './till-pc.ts';
import { until } from './until.ts';

/** A hung child is noticed after four heartbeats of 2 s and started again 1 s later. */
const HANG_NOTICED_MS = 12_000;

const isGetUid = (command: Buffer) => command.toString('hex') === 'ffca000000';

export const virtualReaderCases: ReaderCase[] = [
  ...(
    [
      ['a MIFARE Classic card', 'mifare-classic', '3a5b7c9d'],
      ['an NTAG21x card', 'ntag21x', '04a1b2c3d4e5f6'],
      ['an NTAG 424 card', 'ntag424', '04c0ffee112233'],
    ] as const
  ).map(([what, kind, uid]) => ({
    name: `reads ${what}`,
    run: async (pc: TillPc) => {
      const already = pc.server.taps.length;
      await pc.putCard(kind, uid);
      const tap = await pc.tapAfter(already);
      assert.equal(tap.uid, uid);
      assert.ok(tap.readMsAgo < 500, `read ${tap.readMsAgo} ms ago`);
    },
  })),
  {
    name: 'makes one tap of a card that stays, and another after it was lifted',
    run: async (pc) => {
      const already = pc.server.taps.length;
      await pc.putCard('ntag21x', '04a1b2c3d4e5f6');
      const first = await pc.tapAfter(already);
      await sleep(2 * NEXT_LOOK_MS);
      assert.equal(pc.server.taps.length, already + 1);
      await pc.removeCards();
      await pc.putCard('ntag21x', '04a1b2c3d4e5f6');
      const second = await pc.tapAfter(already + 1);
      assert.equal(second.uid, first.uid);
      assert.notEqual(second.tapId, first.tapId);
    },
  },
  {
    name: 'never posts a UID that is drawn at random, and says that the card is not usable',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      await pc.putCard('ntag424', '08a1b2c3');
      await pc.saysAfter(said, ['card_not_usable']);
      assert.equal(pc.server.taps.length, taps);
    },
  },
  {
    name: 'says that a card torn away in mid-command was too fast, and reads the next one',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      const torn = await pc.putCard('ntag424', '04c0ffee112233', isGetUid);
      await torn.removed;
      await pc.saysAfter(said, ['card_read_too_fast']);
      await pc.removeCards();
      await pc.putCard('ntag424', '04c0ffee112233');
      assert.equal((await pc.tapAfter(taps)).uid, '04c0ffee112233');
      assert.deepEqual(pc.server.said.slice(said), ['card_read_too_fast']);
    },
  },
  {
    name: 'survives the reader service stopping and returning, twice, and is never blocked by it',
    run: async (pc) => {
      for (const uid of ['04a1b2c3d4e5f6', '04c0ffee112233']) {
        const [taps, said] = [pc.server.taps.length, pc.server.said.length];
        await pc.service.stop();
        await pc.saysAfter(said, ['service_down']);
        for (let look = 0; look < 20; look += 1) {
          const askedAt = performance.now();
          assert.equal((await pc.bridge.status()).reader, 'service_down');
          if (look > 2) assert.deepEqual(pc.bridge.childPids(), [], 'a child waits in vain');
          assert.ok(performance.now() - askedAt < 500, 'the status page was slow');
          await sleep(100);
        }
        await pc.service.start();
        await pc.saysAfter(said, ['service_down', 'ready'], 8_000);
        await pc.putCard('ntag21x', uid);
        assert.equal((await pc.tapAfter(taps)).uid, uid);
        await pc.removeCards();
      }
    },
  },
  {
    name: 'kills a child that hangs on a service that hangs, and reads again afterwards',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      pc.service.suspend();
      try {
        const [child] = pc.bridge.childPids();
        assert.ok(child, 'the bridge has a child');
        process.kill(child, 'SIGKILL');
        await pc.saysAfter(said, ['service_down']);
        const killed = () => pc.bridge.output.includes('no heartbeat');
        await until('the hanging child is killed', killed, HANG_NOTICED_MS);
        assert.equal((await pc.bridge.status()).reader, 'service_down');
      } finally {
        pc.service.resume();
      }
      await pc.saysAfter(said, ['service_down', 'ready'], HANG_NOTICED_MS);
      await pc.putCard('ntag21x', '04a1b2c3d4e5f6');
      await pc.tapAfter(taps);
    },
  },
  {
    name: 'takes a card by npm run tap',
    run: async (pc) => {
      const already = pc.server.taps.length;
      const uid = '04a1b2c3d4e5f6';
      writeDemoFile(pc.folder, {
        port: 8787,
        reader: { kind: 'vpcd', port: VPCD_PORT },
        cards: [{ name: 'Alma Testesen', uid, kind: 'ntag424' }],
        childrenWithoutCard: [],
      });
      const tap = fileURLToPath(new URL('../../local/tap.ts', import.meta.url));
      const command = [tap, '--state', pc.folder, 'alma'];
      await promisify(execFile)(process.execPath, command);
      assert.equal((await pc.tapAfter(already)).uid, uid);
      await sleep(NEXT_LOOK_MS);
    },
  },
  {
    name: 'posts a tap again under the same id when the answer was lost',
    run: async (pc) => {
      const already = pc.server.taps.length;
      pc.server.loseAnswers = true;
      try {
        await pc.putCard('ntag21x', '04a1b2c3d4e5f6');
        const tap = await pc.tapAfter(already);
        await until('the tap comes again', () => tap.times >= 3, SOON_MS);
      } finally {
        pc.server.loseAnswers = false;
      }
      const empty = async () => (await pc.bridge.status()).queuedTaps === 0;
      await until('the tap is acknowledged', empty, SOON_MS);
      assert.equal(pc.server.taps.length, already + 1);
    },
  },
  {
    name: 'survives the server being gone: every tap arrives, says how old it is, and the state is told',
    run: async (pc) => {
      const [taps, said] = [pc.server.taps.length, pc.server.said.length];
      await pc.server.stop();
      for (const uid of ['04a1b2c3d4e5f6', '04c0ffee112233']) {
        await pc.putCard('ntag21x', uid);
        await sleep(NEXT_LOOK_MS);
        await pc.removeCards();
      }
      assert.equal((await pc.bridge.status()).queuedTaps, 2);
      await sleep(11_000);
      await pc.server.start();
      await pc.tapAfter(taps + 1, 15_000);
      const late = pc.server.taps.slice(taps);
      assert.deepEqual(
        late.map((tap) => tap.uid),
        ['04a1b2c3d4e5f6', '04c0ffee112233'],
      );
      assert.ok(late.every((tap) => tap.readMsAgo > 10_000 && !tap.shown));
      await pc.saysAfter(said, ['ready'], 15_000);
      await pc.putCard('ntag21x', '04c0ffee112233');
      assert.equal((await pc.tapAfter(taps + 2)).shown, true);
    },
  },
  {
    name: 'takes its child along when it is killed, even a child that hangs',
    run: async (pc) => {
      // A fresh one has no back-off to sit out.
      await pc.restartBridge('virtual');
      await pc.readerIsReady();
      pc.service.suspend();
      try {
        const [first] = pc.bridge.childPids();
        assert.ok(first, 'the bridge has a child');
        process.kill(first, 'SIGKILL');
        const next = () => pc.bridge.childPids().find((child) => child !== first);
        await until('the next child is there', () => next() !== undefined, SOON_MS);
        const hanging = next();
        await sleep(1_500);
        assert.ok(hanging && pc.bridge.pid);
        process.kill(pc.bridge.pid, 'SIGKILL');
        await until('the hanging child has ended', () => !isAlive(hanging), SOON_MS);
      } finally {
        pc.service.resume();
      }
      await pc.restartBridge('virtual');
    },
  },
  {
    name: 'reads the same from the package as built',
    run: async (pc) => {
      const already = pc.server.taps.length;
      const bridgeFolder = new URL('../../reader-bridge/', import.meta.url);
      await promisify(execFile)(process.execPath, [
        fileURLToPath(new URL('build.mjs', bridgeFolder)),
      ]);
      await pc.restartBridge('virtual', fileURLToPath(new URL('dist/main.js', bridgeFolder)));
      await pc.readerIsReady();
      await pc.putCard('ntag21x', '04a1b2c3d4e5f6');
      await pc.tapAfter(already);
    },
  },
  {
    name: 'writes no card number into its log and signs everything rightly',
    run: async (pc) => {
      assert.ok(pc.output.includes('"event":"tap_acknowledged"'));
      for (const tap of pc.server.taps) assert.ok(!pc.output.includes(tap.uid));
      assert.deepEqual(pc.server.wrongSignatures, []);
    },
  },
  {
    name: 'ends by SIGTERM with its child and the code 0',
    run: async (pc) => {
      await pc.readerIsReady();
      const [child] = pc.bridge.childPids();
      assert.equal(await pc.bridge.end(), 0);
      assert.ok(child && !isAlive(child));
    },
  },
];

/** A dead process that nobody has waited for yet still has a number. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
