import { beforeAll, describe, expect, it } from 'vitest';
import { bridgeHelloText } from '../../contracts/readers.ts';
import { edge } from '../testing/edge.ts';
import { TestBridge } from '../testing/test-bridge.ts';
import { TestClub } from '../testing/test-club.ts';
import { newKeys, ORIGIN } from '../testing/test-device.ts';
import { problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
});

async function listeningTill(): Promise<TestTill> {
  till = await club.openTill();
  await till.listen();
  return till;
}

/** The next thing that the screen hears of its reader. */
async function readerHeard(from: number): Promise<string> {
  return (await till.hear('reader', from)).state;
}

describe("the bridge's socket", () => {
  it('is away until a bridge has proven itself and told of its reader', async () => {
    await listeningTill();
    expect((await till.hear('welcome')).reader).toBe('bridge_away');
  });

  it('takes the states of the reader to the screen, and its going away', async () => {
    await listeningTill();
    const bridge = await TestBridge.open(till.bridge);
    for (const state of ['ready', 'no_reader', 'service_down', 'ready'] as const) {
      const from = till.heard.length;
      bridge.say({ type: 'reader', state });
      expect(await readerHeard(from)).toBe(state);
    }
    const from = till.heard.length;
    bridge.close();
    expect(await readerHeard(from)).toBe('bridge_away');
  });

  it('takes a reading that failed to the screen', async () => {
    await listeningTill();
    const bridge = await TestBridge.open(till.bridge);
    for (const failure of ['card_read_too_fast', 'card_not_usable']) {
      const from = till.heard.length;
      bridge.say({ type: 'read_failed', failure });
      expect((await till.hear('read_failed', from)).failure).toBe(failure);
    }
  });

  it('tells a screen that connects later how the reader stands', async () => {
    await listeningTill();
    const bridge = await TestBridge.open(till.bridge);
    bridge.say({ type: 'reader', state: 'ready' });
    await till.hear('reader');
    const from = till.heard.length;
    await till.listen();
    expect((await till.hear('welcome', from)).reader).toBe('ready');
  });

  it('answers a ping without waking the till', async () => {
    await listeningTill();
    const bridge = await TestBridge.connect(till.bridge);
    await bridge.hear('challenge');
    bridge.say('ping');
    for (let round = 0; round < 100 && !bridge.heard.includes('pong'); round++) {
      await scheduler.wait(10);
    }
    expect(bridge.heard).toContain('pong');
    expect(bridge.closedWith).toBeNull();
  });

  it('is closed when the signature is by another key, or over another nonce', async () => {
    await listeningTill();
    const stranger = await TestBridge.connect(till.bridge);
    await stranger.hello((await newKeys()).privateKey);
    expect(await stranger.hearClose()).toBe(4003);
    const replay = await TestBridge.connect(till.bridge);
    await replay.hello(undefined, 'a-nonce-of-yesterday');
    expect(await replay.hearClose()).toBe(4003);
  });

  it("is closed when the key is the screen's, or another till's", async () => {
    await listeningTill();
    const other = await club.openTill();
    const screen = await TestBridge.connect(till.screen);
    await screen.hello();
    expect(await screen.hearClose()).toBe(4003);
    const challenged = await TestBridge.connect(till.bridge);
    const { nonce } = await challenged.hear('challenge');
    const { tillId } = other.bridge;
    const signature = await other.bridge.sign(bridgeHelloText(tillId, nonce));
    challenged.say({ type: 'hello', tillId, signature });
    expect(await challenged.hearClose()).toBe(4003);
  });

  it("is closed when its own key says that it is another till's", async () => {
    await listeningTill();
    const { tillId } = (await club.openTill()).bridge;
    const bridge = await TestBridge.connect(till.bridge);
    const { nonce } = await bridge.hear('challenge');
    const signature = await till.bridge.sign(bridgeHelloText(tillId, nonce));
    bridge.say({ type: 'hello', tillId, signature });
    expect(await bridge.hearClose()).toBe(4003);
  });

  it('is closed when it speaks of its reader before it has proven itself', async () => {
    await listeningTill();
    const bridge = await TestBridge.connect(till.bridge);
    bridge.say({ type: 'reader', state: 'ready' });
    expect(await bridge.hearClose()).toBe(4003);
    expect(till.heard.join('\n')).not.toContain('"ready"');
  });

  it.each(['not JSON', '{"type":"tap"}', '{"type":"reader","state":"bridge_away"}'])(
    'is closed when it says %s',
    async (text) => {
      await listeningTill();
      const bridge = await TestBridge.open(till.bridge);
      bridge.say(text);
      expect(await bridge.hearClose()).toBe(1008);
    },
  );

  it('is closed when a newer one has proven itself: the newer tells of the reader', async () => {
    await listeningTill();
    const older = await TestBridge.open(till.bridge);
    older.say({ type: 'reader', state: 'ready' });
    await till.hear('reader');
    const newer = await TestBridge.open(till.bridge);
    expect(await older.hearClose()).toBe(4002);
    const from = till.heard.length;
    newer.say({ type: 'reader', state: 'no_reader' });
    expect((await till.hear('reader', from)).state).toMatch(/no_reader/);
  });

  it('stays open beside many that never prove themselves', async () => {
    await listeningTill();
    const bridge = await TestBridge.open(till.bridge);
    const strangers = [];
    for (let round = 0; round < 6; round++) strangers.push(await TestBridge.connect(till.bridge));
    expect(await strangers[0]?.hearClose()).toBe(4001);
    bridge.say({ type: 'reader', state: 'ready' });
    for (let round = 0; round < 100 && !till.heard.join().includes('"ready"'); round++) {
      await scheduler.wait(10);
    }
    expect(bridge.closedWith).toBeNull();
    expect(till.heard.join()).toContain('"ready"');
  });

  it('is not there for a plain request, or for a till that is not ours', async () => {
    await listeningTill();
    const { tillId } = till.bridge;
    const plain = await edge.fetch(`${ORIGIN}/api/tills/${tillId}/bridge`);
    expect(await problemCode(plain)).toBe('not_found');
    const invented = `${tillId.slice(0, -1)}${tillId.endsWith('7') ? '8' : '7'}`;
    for (const id of [invented, 'x']) {
      const headers = { upgrade: 'websocket' };
      const response = await edge.fetch(
        new Request(`${ORIGIN}/api/tills/${id}/bridge`, { headers }),
      );
      expect(await problemCode(response)).toBe('not_found');
    }
  });
});
