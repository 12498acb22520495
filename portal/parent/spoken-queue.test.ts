import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpokenQueue, spokenLine } from './spoken-queue.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what comes together is said one after the other, the first at once', () => {
  const said: string[] = [];
  const queue = new SpokenQueue((text) => said.push(text));
  queue.add('Alma har købt en toast.');
  queue.add('Saldoen er nede på 12 kr.');
  queue.add('Grænsen er nået.');
  expect(said).toEqual(['Alma har købt en toast.']);
  vi.advanceTimersByTime(1_000);
  expect(said).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(said).toHaveLength(3);
});

test('what comes later is said at once, and no sooner than the one before has stood', () => {
  const said: string[] = [];
  const queue = new SpokenQueue((text) => said.push(text));
  queue.add('Gemt');
  vi.advanceTimersByTime(600);
  queue.add('Fjernet');
  expect(said).toEqual(['Gemt']);
  vi.advanceTimersByTime(400);
  expect(said).toEqual(['Gemt', 'Fjernet']);
  vi.advanceTimersByTime(5_000);
  queue.add('Gemt');
  expect(said).toEqual(['Gemt', 'Fjernet', 'Gemt']);
});

test('what is taken back stands no longer, and is not said later', () => {
  const said: string[] = [];
  const queue = new SpokenQueue((text) => said.push(text));
  const takeBack = queue.add('Vi spørger Nexi …');
  const takeBackLater = queue.add('Vi spørger MobilePay …');
  takeBackLater();
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual(['Vi spørger Nexi …']);
  takeBack();
  expect(said.at(-1)).toBe('');
});

test('taking back leaves what was said since', () => {
  const said: string[] = [];
  const queue = new SpokenQueue((text) => said.push(text));
  const takeBack = queue.add('Vi spørger Nexi …');
  vi.advanceTimersByTime(1_000);
  queue.add('Betalt');
  takeBack();
  expect(said).toEqual(['Vi spørger Nexi …', 'Betalt']);
});

test('a title that ends in a full stop gets no second one', () => {
  expect(spokenLine('Gebyr på 25,00 kr.', 'Det er trukket på kontoen.')).toBe(
    'Gebyr på 25,00 kr. Det er trukket på kontoen.',
  );
  expect(spokenLine('Kortet er spærret', 'Det gjorde du selv.')).toBe(
    'Kortet er spærret. Det gjorde du selv.',
  );
});
