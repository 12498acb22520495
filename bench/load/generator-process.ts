// The bench's end of the load generator: one order at a time, each with its answer.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type StartedProcess, startProcess } from '../measuring/started-process.ts';
import type {
  GeneratorOrder,
  GeneratorReport,
  LoadPlan,
  Measured,
  PlaceName,
  Places,
} from './load-plan.ts';

export class GeneratorProcess {
  readonly #process: StartedProcess;

  static async start(): Promise<GeneratorProcess> {
    return new GeneratorProcess(
      await startProcess({
        name: 'load generator',
        command: process.execPath,
        args: [fileURLToPath(new URL('generator.ts', import.meta.url))],
        channel: true,
      }),
    );
  }

  get pid(): number {
    return this.#process.pid;
  }

  constructor(started: StartedProcess) {
    this.#process = started;
  }

  async open<Name extends PlaceName>(name: Name, place: Places[Name]): Promise<void> {
    await this.#order({ type: 'open', name, place } as GeneratorOrder);
  }

  /** @returns how many purchases that took. */
  async prepare(name: PlaceName, plan: LoadPlan): Promise<number> {
    const report = await this.#order({ type: 'prepare', name, plan });
    if (report.type !== 'prepared') throw new Error('the generator prepared nothing');
    return report.untimedPurchases;
  }

  async run(seconds: number): Promise<Measured> {
    const report = await this.#order({ type: 'run', seconds });
    if (report.type !== 'measured') throw new Error('the generator measured nothing');
    return report.measured;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  async #order(order: GeneratorOrder): Promise<GeneratorReport> {
    const { child, output } = this.#process;
    const ended = new AbortController();
    const answer = once(child, 'message', { signal: ended.signal });
    const exit = once(child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error(`the load generator ended:\n${output()}`);
    });
    // Whichever of the two comes second is called off below, which is no failure.
    answer.catch(() => undefined);
    exit.catch(() => undefined);
    child.send(order);
    try {
      const [report] = (await Promise.race([answer, exit])) as [GeneratorReport];
      if (report.type === 'failed') throw new Error(report.message);
      return report;
    } finally {
      ended.abort();
    }
  }
}
