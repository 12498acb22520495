import { expect, test } from 'vitest';
import { WatchedFetch } from './watched-fetch.ts';

/** A provider that answers as it is told, and a clock that is put forward. */
function watched() {
  const world = { now: 0, status: 200, isThere: true };
  const watch = new WatchedFetch(
    async () => {
      if (!world.isThere) throw new Error('connection refused');
      return new Response(null, { status: world.status });
    },
    () => world.now,
  );
  const call = () =>
    watch
      .fetch('https://provider.example', {
        ...({ method: 'GET', headers: {}, redirect: 'manual' } as const),
        signal: AbortSignal.timeout(1_000),
      })
      .catch(() => null);
  return { world, watch, call };
}

test('a provider that answers is not silent, whatever it answers below 500', async () => {
  const { world, watch, call } = watched();
  for (const status of [200, 404, 429, 401]) {
    world.status = status;
    await call();
  }
  expect(watch.isSilent()).toBe(false);
});

test('one call that is lost says nothing; two in a row make it silent, and one answer ends it', async () => {
  const { world, watch, call } = watched();
  world.status = 503;
  await call();
  expect(watch.isSilent()).toBe(false);
  world.status = 200;
  await call();
  Object.assign(world, { isThere: false });
  await call();
  expect(watch.isSilent()).toBe(false);
  await call();
  expect(watch.isSilent()).toBe(true);
  world.isThere = true;
  await call();
  expect(watch.isSilent()).toBe(false);
});

test('one that nobody has asked for two minutes may have come back', async () => {
  const { world, watch, call } = watched();
  world.isThere = false;
  await call();
  await call();
  world.now = 119_999;
  expect(watch.isSilent()).toBe(true);
  world.now = 120_000;
  expect(watch.isSilent()).toBe(false);
});

test('a call that was lost long before the next one makes no second of it', async () => {
  const { world, watch, call } = watched();
  world.isThere = false;
  await call();
  world.now = 120_000;
  await call();
  expect(watch.isSilent()).toBe(false);
  world.now = 120_001;
  await call();
  expect(watch.isSilent()).toBe(true);
});
