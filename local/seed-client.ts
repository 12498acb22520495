// Asks the seed service, over its Unix socket in the state folder, to call methods of the objects.
import { request } from 'node:http';
import { type SeedCall, SeedResponse } from './seed-calls.ts';

/** Small enough that one list never holds the runtime's only thread for long. */
const CALLS_PER_REQUEST = 50;
const ANSWER_TIMEOUT_MS = 60_000;

export class SeedClient {
  readonly #socket: string;

  constructor(socket: string) {
    this.#socket = socket;
  }

  /** What each call returned, in order. @throws Error in words at the first one that threw. */
  async callAll(calls: readonly SeedCall[]): Promise<unknown[]> {
    const values: unknown[] = [];
    for (let from = 0; from < calls.length; from += CALLS_PER_REQUEST) {
      const slice = calls.slice(from, from + CALLS_PER_REQUEST);
      const answer = await this.#post(JSON.stringify({ calls: slice }));
      if (answer.failure !== undefined) throw new Error(answer.failure);
      values.push(...answer.values);
    }
    return values;
  }

  /** The value of one call. Who asks says what it is, by parsing it. */
  async call(call: SeedCall): Promise<unknown> {
    const [value] = await this.callAll([call]);
    return value;
  }

  #post(body: string): Promise<SeedResponse> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          socketPath: this.#socket,
          method: 'POST',
          path: '/',
          headers: { 'content-type': 'application/json', host: 'seed' },
          timeout: ANSWER_TIMEOUT_MS,
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => {
            text += part;
          });
          response.on('error', reject).on('end', () => {
            const answer = SeedResponse.safeParse(jsonOf(text));
            if (answer.success) resolve(answer.data);
            else reject(new Error(`The seed service answered ${response.statusCode}: ${text}`));
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('The seed service does not answer.')));
      sent.on('error', reject).end(body);
    });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
