import { beforeEach, expect, test, vi } from 'vitest';
import { sendBy } from './api.ts';
import {
  childOf,
  children,
  forgetChildren,
  isOwnCard,
  loadChildren,
  unreachableOf,
} from './children-store.ts';
import { noteChange } from './live.ts';
import { FakeServer } from './testing/fake-server.ts';
import { MemoryStorage } from './testing/memory-storage.ts';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  vi.stubGlobal('localStorage', new MemoryStorage());
  server = new FakeServer();
  sendBy(server.send);
  forgetChildren();
});

const shownNames = () =>
  children.value.kind === 'ok' ? children.value.value.children.map(({ name }) => name) : null;

test('five children are one request', async () => {
  await loadChildren();
  expect(shownNames()).toHaveLength(2);
  expect(server.requests.map(({ path }) => path)).toEqual(['/api/children']);
});

test('what is shown stays when a refresh gets no answer', async () => {
  await loadChildren();
  server.answersToLose = 1;
  await loadChildren();
  expect(shownNames()).toHaveLength(2);
});

test('a change that comes over the socket is shown without a reload', async () => {
  await loadChildren();
  server.world.children.pop();
  noteChange(null);
  await vi.waitFor(() => expect(shownNames()).toHaveLength(1));
});

test('a change while the first answer is on its way is asked for, and shown', async () => {
  const first = loadChildren();
  server.world.children.pop();
  noteChange(null);
  await first;
  await vi.waitFor(() => expect(shownNames()).toHaveLength(1));
  expect(server.requests).toHaveLength(2);
});

test('nothing is asked for when nobody wanted the children', () => {
  noteChange(null);
  expect(server.requests).toHaveLength(0);
});

test("a child's own login is told from a parent's, from 18 on as well", async () => {
  expect(isOwnCard(children.value)).toBe(false);
  await loadChildren();
  expect(isOwnCard(children.value)).toBe(false);
  for (const rights of ['self', 'full'] as const) {
    for (const child of server.world.children) {
      child.overview = { ...child.overview, rights, isOwn: true };
    }
    await loadChildren();
    expect(isOwnCard(children.value)).toBe(true);
  }
  server.world.children.length = 0;
  await loadChildren();
  expect(isOwnCard(children.value)).toBe(false);
});

test("a child that is not the reader's is not found", async () => {
  await loadChildren();
  const known = children.value.kind === 'ok' ? children.value.value : null;
  expect(known && childOf(known, `a0165${'Z'.repeat(33)}`)).toBe(null);
});

test('a child whose account gave no answer is known by its link, and is none of the others', async () => {
  const [child] = server.world.children.splice(0, 1);
  const [link] = server.world.links;
  if (!child || !link) throw new Error('the fake world has a child and a link');
  const { accountId } = child.overview;
  server.world.unreachable = [{ ...link, accountId, state: 'active' }];
  await loadChildren();
  const known = children.value.kind === 'ok' ? children.value.value : null;
  expect(shownNames()).toHaveLength(1);
  expect(known && unreachableOf(known, accountId)).toMatchObject({ accountId });
  expect(known && unreachableOf(known, known.children[0]?.accountId ?? '')).toBe(null);
});
