import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeviceKey } from './device-key.ts';
import { writeStateFile } from './state-file.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

let folder = '';
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'klubkort-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function start(...options: string[]) {
  const child = spawn(process.execPath, [MAIN, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const program = { child, output: '', errors: '' };
  child.stdout.on('data', (bytes) => {
    program.output += String(bytes);
  });
  child.stderr.on('data', (bytes) => {
    program.errors += String(bytes);
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return Object.assign(program, { ended });
}

async function writePairedDevice() {
  const file = path.join(folder, 'paired-device.json');
  await writeStateFile(file, {
    tillId: `t0165${'g'.repeat(33)}`,
    tillName: 'Caféen',
    clubName: 'Klub Solsikken',
    server: 'http://127.0.0.1:1',
    privateKey: await createDeviceKey(),
    pairedAt: '2026-11-21T12:00:00.000Z',
  });
  return file;
}

test.each([
  [[], /Say what to do/],
  [['fly'], /Say what to do/],
  [['run', '--speed', '9'], /--speed/],
  [['pair'], /needs --server and --code/],
  [['pair', '--server', 'http://klubkort.example', '--code', 'ABCD-1234'], /not encrypted/],
  [['run', '--status-port', '99999'], /Not a port/],
])('%j ends with a sentence and a code', async (options, words) => {
  const program = start(...options);
  expect(await program.ended).toBe(1);
  expect(program.errors).toMatch(words);
  expect(program.errors).not.toContain('    at ');
});

test('does not run without a till', async () => {
  const program = start('run', '--state', folder);
  expect(await program.ended).toBe(1);
  expect(program.errors).toMatch(/has no till yet/);
});

test('does not run with a key that others may read', async () => {
  await chmod(await writePairedDevice(), 0o644);
  const program = start('run', '--state', folder);
  expect(await program.ended).toBe(1);
  expect(program.errors).toMatch(/others may read it/);
});

const fakeRun = () => {
  const socket = path.join(folder, 'reader');
  return ['run', '--state', folder, '--status-port', '0', '--fake', socket];
};

test.each(['SIGINT', 'SIGTERM'] as const)(
  'ends in order by %s, also when it comes twice',
  async (signal) => {
    await writePairedDevice();
    const program = start(...fakeRun());
    await vi.waitFor(() => expect(program.output).toContain('bridge_started'), 5_000);
    program.child.kill(signal);
    program.child.kill(signal);
    expect(await program.ended).toBe(0);
    expect(program.output).toContain('bridge_ended');
  },
);

test('ends when the program that started it was killed', async () => {
  await writePairedDevice();
  const options = JSON.stringify([MAIN, ...fakeRun(), '--with-parent']);
  const script = `require('node:child_process').spawn(process.execPath, ${options}, { stdio: 'inherit' })`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(parent);
  let output = '';
  parent.stdout.on('data', (bytes) => {
    output += String(bytes);
  });
  await vi.waitFor(() => expect(output).toContain('bridge_started'), 5_000);
  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(output).toContain('bridge_ended'), 5_000);
});
