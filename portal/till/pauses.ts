// Waiting between two tries, cut short when something suggests that the next one will succeed.

export interface Pauses {
  pause(pauseMs: number): Promise<void>;
  /** Ends every pause now. */
  hurry(): void;
}

export function createPauses(): Pauses {
  const ends = new Set<() => void>();
  return {
    pause: (pauseMs) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          ends.delete(end);
          resolve();
        };
        const timer = setTimeout(end, pauseMs);
        ends.add(end);
      }),
    hurry: () => {
      for (const end of [...ends]) end();
    },
  };
}
