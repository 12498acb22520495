// One simulator on its own origin: its routes behind Node's server on loopback, and its time, which moves what is
// due every tenth of a second, before each answer, and at once when the clock is put forward.

import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

export interface Simulator {
  readonly name: string;
  readonly routes: Hono;
  /** Moves everything that is due, and waits until its webhooks were sent. */
  settle(): Promise<void>;
}

export interface RunningSimulator {
  readonly origin: string;
  readonly simulator: Simulator;
  stop(): Promise<void>;
}

const SETTLE_EVERY_MS = 100;

/** @param port 0 for any that is free. */
export function startSimulator(simulator: Simulator, port: number): Promise<RunningSimulator> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: simulator.routes.fetch, port, hostname: '127.0.0.1' },
      ({ port: bound }) => {
        const timer = setInterval(() => void simulator.settle(), SETTLE_EVERY_MS);
        timer.unref();
        resolve({
          origin: `http://127.0.0.1:${bound}`,
          simulator,
          stop: () => {
            clearInterval(timer);
            return stopped(server as Server);
          },
        });
      },
    );
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} is taken.`, { cause }) : cause);
    });
  });
}

/** Hung calls do not hold it up. */
function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
