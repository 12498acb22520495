import { expect, test } from 'vitest';
import type { Catalogue } from '../../contracts/catalogue.ts';
import type { Answer } from './api.ts';
import { createCatalogueLoading } from './catalogue-loading.ts';
import { CATALOGUE, catalogueWithToastAt } from './sale-examples.ts';

const NEWER = catalogueWithToastAt(1600);

function loading(answers: (Answer<Catalogue> | (() => Answer<Catalogue>))[]) {
  const loaded: number[] = [];
  let isWanted = true;
  let pauses = 0;
  const load = createCatalogueLoading({
    async load() {
      const answer = answers.shift();
      if (!answer) throw new Error('asked once more than the test has answers');
      return typeof answer === 'function' ? answer() : answer;
    },
    loaded: ({ version }) => loaded.push(version),
    async pause() {
      pauses += 1;
    },
    isWanted: () => isWanted,
  });
  return {
    load,
    loaded,
    pauses: () => pauses,
    unpair: () => {
      isWanted = false;
    },
  };
}

const ok = (value: Catalogue): Answer<Catalogue> => ({ kind: 'ok', value });
const LOST: Answer<Catalogue> = { kind: 'unreachable', because: 'network' };

test('asks until the catalogue is there', async () => {
  const { load, loaded, pauses } = loading([LOST, LOST, ok(CATALOGUE)]);
  await load();
  expect(loaded).toEqual([CATALOGUE.version]);
  expect(pauses()).toBe(2);
});

test('a version announced during a fetch is fetched after it, by the same loading', async () => {
  const answers: (Answer<Catalogue> | (() => Answer<Catalogue>))[] = [];
  const { load, loaded } = loading(answers);
  answers.push(() => {
    void load();
    void load();
    return ok(CATALOGUE);
  }, ok(NEWER));
  await load();
  expect(loaded).toEqual([CATALOGUE.version, NEWER.version]);
});

test('a catalogue that comes after the till was unpaired is not taken for the next till’s', async () => {
  const till = loading([
    () => {
      till.unpair();
      return ok(CATALOGUE);
    },
  ]);
  await till.load();
  expect(till.loaded).toEqual([]);
});

test('stops when the till is no longer paired', async () => {
  const till = loading([
    () => {
      till.unpair();
      return LOST;
    },
  ]);
  await till.load();
  expect(till.loaded).toEqual([]);
});
