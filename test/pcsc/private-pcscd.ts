// The real reader service of Debian, started and stopped at will inside a private namespace.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PCSC_SOCKET, pcscServiceAnswers } from '../../reader-bridge/pcsc-service.ts';

const LONGEST_START_MS = 10_000;
const LONGEST_STOP_MS = 5_000;

export class PrivatePcscd {
  #process: ChildProcess | undefined;

  async start(): Promise<void> {
    mkdirSync('/run/pcscd', { recursive: true });
    const service = spawn('/usr/sbin/pcscd', ['--foreground', '--error'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#process = service;
    const until = performance.now() + LONGEST_START_MS;
    while (!(await pcscServiceAnswers())) {
      if (service.exitCode !== null) throw new Error(`pcscd ended with code ${service.exitCode}`);
      if (performance.now() > until) throw new Error('pcscd does not answer');
      await sleep(20);
    }
  }

  /** Alive but deaf: connections are accepted by the system, and nobody answers. */
  suspend(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Ends the service as systemd would; if it lingers, by force. */
  async stop(): Promise<void> {
    const service = this.#process;
    if (!service || service.exitCode !== null || service.signalCode !== null) return;
    const ended = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGTERM');
    const timer = setTimeout(() => service.kill('SIGKILL'), LONGEST_STOP_MS);
    await ended;
    clearTimeout(timer);
    rmSync(PCSC_SOCKET, { force: true });
  }
}
