// The house with two providers: plain workerd in the demo's configuration, the certified provider for one host
// name, the hostile one for another, and hosts whose provider is not there or not who it should be.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MunicipalityId } from '../../contracts/ids.ts';
import { FIRST_SETTINGS } from '../../durable-objects/municipality/settings.ts';
import { BUILT } from '../../local/build.ts';
import { newIdentityKeys } from '../../local/identity-keys.ts';
import {
  CITIZEN_CLIENT,
  issuerAt,
  type OpenIdentityProvider,
  openIdentityProvider,
} from '../../local/identity-provider.ts';
import { environmentOf, keysAt, municipalityOf } from '../../local/keys.ts';
import { seedCall } from '../../local/seed-calls.ts';
import { SeedClient } from '../../local/seed-client.ts';
import { type RunningWorkerd, startWorkerd } from '../../local/workerd-process.ts';
import { E_ID_ENVIRONMENT, HOSTILE_CLIENT, HostileProvider } from './hostile-provider.ts';

/** Host names of the portal in this test; each has its own provider. */
export const HOSTS = {
  honest: 'honest.klubkort.test',
  hostile: 'hostile.klubkort.test',
  /** The same hostile provider, as another issuer is configured for it. */
  impostor: 'impostor.klubkort.test',
  down: 'down.klubkort.test',
  none: 'none.klubkort.test',
} as const;

const LOG = 'workerd.log';
const LOGGED_WITHIN_MS = 2_000;

export class LoginHouse {
  readonly directory: string;
  readonly hostile: HostileProvider;
  readonly honest: OpenIdentityProvider;
  readonly seed: SeedClient;
  readonly municipalityId: MunicipalityId;
  readonly #workerd: RunningWorkerd;

  /** @param port the portal's; providers sit on the two after it, and nothing on the third. */
  static async open(port: number): Promise<LoginHouse> {
    const directory = mkdtempSync(join(tmpdir(), 'klubkort-login-'));
    writeFileSync(join(directory, LOG), '');
    const keys = keysAt(join(directory, 'keys.json'), '0165');
    const identityKeys = newIdentityKeys();
    const hostile = await HostileProvider.open(port + 2);
    const honest = await openIdentityProvider({
      port: port + 1,
      portalOrigins: [`http://${HOSTS.honest}:${port}`],
      keys: identityKeys,
    });
    const citizen = (issuer: string) => ({
      citizen: { issuer, ...HOSTILE_CLIENT, environment: E_ID_ENVIRONMENT },
    });
    const providers = {
      [HOSTS.honest]: {
        citizen: {
          issuer: honest.issuer,
          clientId: CITIZEN_CLIENT,
          clientSecret: identityKeys.citizenSecret,
        },
      },
      [HOSTS.hostile]: citizen(hostile.issuer),
      [HOSTS.impostor]: citizen(`${hostile.issuer}/another`),
      [HOSTS.down]: citizen(issuerAt(port + 3)),
    };
    const workerd = await startWorkerd({
      config: BUILT.demoConfig,
      portalDirectory: BUILT.portal,
      objectsDirectory: directory,
      port,
      seedSocket: join(directory, 'seed.sock'),
      keys: environmentOf(keys, providers),
      onLog: (line) => appendFileSync(join(directory, LOG), `${line}\n`),
    });
    const house = new LoginHouse(directory, hostile, honest, workerd, municipalityOf(keys));
    await house.seed.call(
      seedCall('municipality', house.municipalityId, 'establish', {
        name: 'Testkøbing Kommune',
        settings: FIRST_SETTINGS,
      }),
    );
    return house;
  }

  private constructor(
    directory: string,
    hostile: HostileProvider,
    honest: OpenIdentityProvider,
    workerd: RunningWorkerd,
    municipalityId: MunicipalityId,
  ) {
    this.directory = directory;
    this.seed = new SeedClient(join(directory, 'seed.sock'));
    this.municipalityId = municipalityId;
    this.hostile = hostile;
    this.honest = honest;
    this.#workerd = workerd;
  }

  origin(host: keyof typeof HOSTS): string {
    return `http://${HOSTS[host]}:${this.#workerd.port}`;
  }

  get log(): string {
    return readFileSync(join(this.directory, LOG), 'latin1');
  }

  /** Waits for a line after that position, since the log comes a moment after the answer. */
  async logs(pattern: RegExp, from: number): Promise<void> {
    const until = Date.now() + LOGGED_WITHIN_MS;
    while (!pattern.test(this.log.slice(from))) {
      if (Date.now() > until) assert.fail(`${pattern} is not in "${this.log.slice(from)}"`);
      await delay(10);
    }
  }

  /** Everything that the objects have on disk, byte for byte. */
  get stored(): string {
    return readdirSync(this.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.sqlite/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
  }

  async close(): Promise<void> {
    await this.#workerd.kill();
    await Promise.all([this.hostile.close(), this.honest.close()]);
    rmSync(this.directory, { recursive: true, force: true });
  }
}
