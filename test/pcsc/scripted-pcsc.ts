// Plays a reader to the real nfc-pcsc: compiles the preloaded library and writes its script.
import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('./scripted-libpcsclite.c', import.meta.url));

/** PC/SC's own codes for what can befall a card. */
export const NO_SMARTCARD = '8010000c';
export const REMOVED_CARD = '80100069';
export const RESET_CARD = '80100068';

export class ScriptedPcsc {
  readonly #library: string;
  readonly #control: string;
  #reader = false;
  #overlooked = false;
  #lingering = false;
  #uid: string | undefined;
  #visits = 0;
  #connect: { readonly code: string; readonly times: number } | undefined;
  #transmit: string | undefined;

  /** @throws Error if the compiler or the headers of PC/SC are missing. */
  constructor(folder: string) {
    this.#library = path.join(folder, 'scripted-libpcsclite.so');
    this.#control = path.join(folder, 'scripted-pcsc');
    const flags = ['-shared', '-fPIC', '-O1', '-I/usr/include/PCSC', '-pthread'];
    const command = [...flags, '-o', this.#library, SOURCE, '-ldl'];
    execFileSync('gcc', command, { stdio: 'inherit' });
    this.#write();
  }

  /** What the bridge's process needs to see this reader instead of the machine's. */
  get environment(): Record<string, string> {
    return { LD_PRELOAD: this.#library, SCRIPTED_PCSC_CONTROL: this.#control };
  }

  plugIn(): void {
    this.#reader = true;
    this.#write();
  }

  /** Plugged in, but missing from the list of readers that comes with the news. */
  plugInOverlooked(): void {
    this.#overlooked = true;
    this.plugIn();
  }

  /** It is in the list again, and no news says so. */
  beListedAgain(): void {
    this.#overlooked = false;
    this.#write();
  }

  /** True: the addon's thread is slow in the moment in which its reader goes. */
  linger(lingering: boolean): void {
    this.#lingering = lingering;
    this.#write();
  }

  /** A card that lies on it stays where it is, on a reader without power. */
  unplug(): void {
    this.#reader = false;
    this.#write();
  }

  putCard(uid: string): void {
    this.#uid = uid;
    this.#visits += 1;
    this.#write();
  }

  removeCard(): void {
    this.#uid = undefined;
    this.#visits += 1;
    this.#write();
  }

  /** So fast that no look falls between the two. */
  swapCard(uid: string): void {
    this.#uid = uid;
    this.#visits += 2;
    this.#write();
  }

  /** From now on each card's first connects fail, so many times, with this code. */
  failConnects(code: string, times: number): void {
    this.#connect = { code, times };
    this.#write();
  }

  /** From now on every command fails with this code. */
  failCommands(code: string): void {
    this.#transmit = code;
    this.#write();
  }

  succeed(): void {
    this.#connect = undefined;
    this.#transmit = undefined;
    this.#write();
  }

  #write(): void {
    const lines = [`reader ${this.#reader ? 1 : 0}`, `visits ${this.#visits}`];
    if (this.#overlooked) lines.push('overlooked 1');
    if (this.#lingering) lines.push('lingering 1');
    if (this.#uid) lines.push(`uid ${this.#uid}`);
    if (this.#connect) lines.push(`connect ${this.#connect.code} ${this.#connect.times}`);
    if (this.#transmit) lines.push(`transmit ${this.#transmit}`);
    writeFileSync(`${this.#control}.new`, `${lines.join('\n')}\n`);
    renameSync(`${this.#control}.new`, this.#control);
  }
}
