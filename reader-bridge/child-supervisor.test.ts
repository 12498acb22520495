import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { ChildSupervisor } from './child-supervisor.ts';

const ANSWERS = `process.on('message', () => process.send({ type: 'pong' }));`;
/** As native code does: the event loop never turns again. */
const HANGS = `process.send({ type: 'hello' }); setTimeout(() => { for (;;); }, 20);`;
const DIES = `process.on('message', () => {}); setTimeout(() => process.exit(7), 20);`;

const supervisors: ChildSupervisor[] = [];
afterEach(async () => {
  for (const supervisor of supervisors.splice(0)) await supervisor.close();
});

function supervise(scriptOf: (life: number) => string, mayStart = async () => true) {
  const children: ChildProcess[] = [];
  const downs: string[] = [];
  const heard: unknown[] = [];
  const supervisor = new ChildSupervisor({
    spawn: () => {
      const script = scriptOf(children.length + 1);
      const child = spawn(process.execPath, ['-e', script], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      children.push(child);
      return child;
    },
    mayStart,
    ping: { type: 'ping' },
    heard: (message) => {
      heard.push(message);
      return (message as { type: string }).type === 'pong';
    },
    down: (why) => downs.push(why),
    log: () => {},
    timings: {
      heartbeatMs: 100,
      missesAllowed: 3,
      backOffMs: [50, 300],
      lookMs: 30,
      healthyMs: 60_000,
    },
  });
  supervisors.push(supervisor);
  supervisor.start();
  return { supervisor, children, downs, heard };
}

test('leaves a child alone that answers its heartbeat', async () => {
  const { children, downs, heard } = supervise(() => ANSWERS);
  await vi.waitFor(() => expect(heard.length).toBeGreaterThan(8), 5_000);
  expect(children).toHaveLength(1);
  expect(downs).toEqual([]);
});

test('kills a child that hangs, and starts another', async () => {
  const { children, downs } = supervise((life) => (life === 1 ? HANGS : ANSWERS));
  await vi.waitFor(() => expect(children).toHaveLength(2), 5_000);
  expect(children[0]?.signalCode).toBe('SIGKILL');
  expect(downs[0]).toMatch(/no heartbeat/);
});

test('starts a child that ends again, each time with more patience', async () => {
  const startedAt: number[] = [];
  const { downs } = supervise(() => {
    startedAt.push(performance.now());
    return DIES;
  });
  await vi.waitFor(() => expect(startedAt.length).toBeGreaterThanOrEqual(3), 5_000);
  expect(downs[0]).toBe('exit code 7');
  const [first = 0, second = 0, third = 0] = startedAt;
  expect(third - second).toBeGreaterThan(second - first + 100);
});

test('spawns nothing as long as it may not, and at once when it may', async () => {
  let may = false;
  const { children, downs } = supervise(
    () => ANSWERS,
    async () => may,
  );
  await sleep(150);
  expect(children).toHaveLength(0);
  expect(downs.length).toBeGreaterThan(2);
  may = true;
  await vi.waitFor(() => expect(children).toHaveLength(1));
});

test('a child that cannot be started at all is a child that ended', async () => {
  const downs: string[] = [];
  const supervisor = new ChildSupervisor({
    spawn: () => spawn('/nonexistent-program', { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
    mayStart: async () => true,
    ping: {},
    heard: () => true,
    down: (why) => downs.push(why),
    log: () => {},
  });
  supervisors.push(supervisor);
  supervisor.start();
  await vi.waitFor(() => expect(downs[0]).toMatch(/ENOENT/));
});

test('takes even a hanging child along when it closes', async () => {
  const { supervisor, children, heard } = supervise(() => HANGS);
  await vi.waitFor(() => expect(heard).toHaveLength(1), 5_000);
  await sleep(100);
  await supervisor.close();
  expect(children[0]?.signalCode).toBe('SIGTERM');
});
