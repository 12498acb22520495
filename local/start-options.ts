// What `npm start -- ...` may say, and the ports that follow from the one that is named.
import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly port: number;
  readonly stateDirectory: string;
  readonly fresh: boolean;
  readonly reader: 'auto' | 'fake' | 'pcsc';
}

export const START_USAGE = `npm start [-- --port N --state DIR --fresh --reader auto|fake|pcsc]

  --port N      the portal's port on 127.0.0.1 (default 8787); the bridge's status page is at N + 2,
                the login of the demo at N + 3, the mails that it would have sent at N + 4,
                the simulated Nexi at N + 5, the simulated MobilePay at N + 6
  --state DIR   where keys and data are kept (default .klubkort)
  --fresh       delete what that folder keeps, and begin anew
  --reader R    pcsc: the machine's reader service; fake: a reader that \`npm run tap\` plays;
                auto (default): pcsc where the service answers
`;

const LARGEST_PORT = 65_529;

/** @throws Error in words about what is not understood. */
export function startOptions(args: readonly string[]): StartOptions | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > LARGEST_PORT) {
    throw new Error(`--port takes a number from 1 to ${LARGEST_PORT}, not "${values.port}".`);
  }
  if (values.state === '') throw new Error('--state takes the path of a folder.');
  const { reader } = values;
  if (reader !== 'auto' && reader !== 'fake' && reader !== 'pcsc') {
    throw new Error(`--reader takes auto, fake or pcsc, not "${reader}".`);
  }
  return { port, stateDirectory: values.state, fresh: values.fresh, reader };
}

export function statusPortOf(port: number): number {
  return port + 2;
}

export function identityPortOf(port: number): number {
  return port + 3;
}

export function outboxPortOf(port: number): number {
  return port + 4;
}

export function paymentPortsOf(port: number): { nexi: number; mobilepay: number } {
  return { nexi: port + 5, mobilepay: port + 6 };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '8787' },
        state: { type: 'string', default: '.klubkort' },
        fresh: { type: 'boolean', default: false },
        reader: { type: 'string', default: 'auto' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (cause) {
    const words = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new Error(`${words}. Try npm start -- --help.`, { cause });
  }
}
