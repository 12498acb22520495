// Entry of the child process that talks to PC/SC by nfc-pcsc. It may hang inside native code or go deaf
// at any time; that is why it is a process of its own, answers a heartbeat and ends itself when in doubt.
import { Worker } from 'node:worker_threads';
import type { NFC, Reader } from 'nfc-pcsc';
import { systemClock } from './clock.ts';
import { wordsOf } from './log.ts';
import type { MessageFromPcscChild } from './pcsc-messages.ts';
import { isModuleSlot, SERVICE_LAST_WORD_MS, watchSlot } from './pcsc-slot.ts';

/** Readers that are plugged in announce themselves within this time of the start. */
const FIRST_READERS_MS = 250;

/** As long as no reader is there, ask for them afresh this often. */
const LOOK_AGAIN_MS = 5_000;

let ending = false;

/** Once it has given up, nothing that the readers still do is news: the bridge keeps what it knew. */
function report(message: MessageFromPcscChild): void {
  if (!ending) process.send?.(message);
}

function giveUp(why: string): void {
  if (ending) return;
  report({ type: 'fault', detail: why });
  ending = true;
  // Native threads may be stuck, so an orderly exit could hang; first let the last word out.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50);
}

/**
 * Native code may hold the main thread for ever, and then nobody here would notice that the bridge has
 * died. A thread of its own looks after that.
 */
function dieWithParent(): void {
  const watch = `
    const parent = process.ppid;
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
  `;
  new Worker(watch, { eval: true }).unref();
}

async function watchReaders(): Promise<void> {
  const { NFC } = await import('nfc-pcsc');
  const readers = new Set<string>();
  let lookAgain: NodeJS.Timeout | undefined;
  const announce = () => {
    report({ type: 'readers', count: readers.size });
    clearTimeout(lookAgain);
    if (readers.size === 0) lookAgain = setTimeout(reopen, LOOK_AGAIN_MS);
  };

  function addReader(reader: Reader): void {
    if (isModuleSlot(reader.name)) {
      reader.autoProcessing = false;
      // Without a listener its errors would end this process; they are no news for a till.
      reader.on('error', () => {});
      return;
    }
    readers.add(reader.name);
    announce();
    watchSlot(reader, { clock: systemClock, report, giveUp });
    reader.on('end', () => {
      readers.delete(reader.name);
      setTimeout(announce, SERVICE_LAST_WORD_MS);
    });
  }

  function open(): NFC {
    const nfc = new NFC();
    nfc.on('error', (error: Error) => giveUp(`service failed: ${error.message}`));
    nfc.on('reader', addReader);
    return nfc;
  }

  // pcsclite can lose the list in which a second reader comes right after a first one.
  function reopen(): void {
    nfc.removeAllListeners();
    // Closing cancels the watch, and pcsclite reports that as an error.
    nfc.on('error', () => {});
    nfc.close();
    nfc = open();
    lookAgain = setTimeout(reopen, LOOK_AGAIN_MS);
  }

  let nfc = open();
  lookAgain = setTimeout(announce, FIRST_READERS_MS);
}

dieWithParent();
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', () => report({ type: 'pong' }));
process.on('uncaughtException', (error) => giveUp(wordsOf(error)));
process.on('unhandledRejection', (error) => giveUp(wordsOf(error)));
await watchReaders().catch((error: unknown) => giveUp(wordsOf(error)));
