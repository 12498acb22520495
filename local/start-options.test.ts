import { expect, test } from 'vitest';
import { startOptions, statusPortOf } from './start-options.ts';

test('starts on 8787 with the state in .klubkort when nothing is said', () => {
  const expected = { port: 8787, stateDirectory: '.klubkort', fresh: false, reader: 'auto' };
  expect(startOptions([])).toEqual(expected);
  expect(statusPortOf(8787)).toBe(8789);
});

test('takes port, state and a fresh beginning', () => {
  const args = ['--port', '9000', '--state', '/tmp/elsewhere', '--fresh', '--reader', 'fake'];
  const expected = { port: 9000, stateDirectory: '/tmp/elsewhere', fresh: true, reader: 'fake' };
  expect(startOptions(args)).toEqual(expected);
});

test.each([
  [['--port', '0'], '--port takes a number from 1 to 65529, not "0".'],
  [['--port', '65530'], '--port takes a number from 1 to 65529, not "65530".'],
  [['--port', '8e3'], '--port takes a number from 1 to 65529, not "8e3".'],
  [['--state', ''], '--state takes the path of a folder.'],
  [['--reader', 'nfc'], '--reader takes auto, fake or pcsc, not "nfc".'],
  [['--prot', '9000'], "Unknown option '--prot'. Try npm start -- --help."],
])('says in one sentence what is wrong with %j', (args, sentence) => {
  expect(() => startOptions(args)).toThrow(sentence);
});
