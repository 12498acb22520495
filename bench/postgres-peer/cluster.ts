// A private Postgres for one run: made in a temporary folder, reached over a socket in that folder,
// removed at the end. Durable as shipped: fsync, full_page_writes and synchronous_commit stay on.
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import {
  endLater,
  type StartedProcess,
  startProcess,
  waitUntilReady,
} from '../measuring/started-process.ts';

export interface PostgresCluster {
  readonly process: StartedProcess;
  readonly socketFolder: string;
  stop(): Promise<void>;
}

const INSTALLED_UNDER = '/usr/lib/postgresql';

/** What a good administrator sets for many small commits; nothing here weakens durability. */
const TUNING = {
  listen_addresses: '',
  shared_buffers: '512MB',
  wal_buffers: '32MB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '40',
  jit: 'off',
};

export async function startPostgresCluster(): Promise<PostgresCluster> {
  const programs = join(INSTALLED_UNDER, installedVersion(), 'bin');
  const owner = postgresUser();
  const folder = mkdtempSync(join(tmpdir(), 'klubkort-bench-postgres-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--locale=C', '--encoding=UTF8'],
    { ...owner, cwd: folder, stdio: 'pipe' },
  );
  const settings = { ...TUNING, unix_socket_directories: folder };
  const started = await startProcess({
    name: 'postgres',
    command: join(programs, 'postgres'),
    args: [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: folder,
    ...(owner ? { user: owner } : {}),
    // Postgres' fast shutdown: ends the sessions and writes what is open.
    stopSignal: 'SIGINT',
  });
  const sql = postgres({ host: folder, username: 'postgres', max: 1, onnotice: () => undefined });
  await waitUntilReady(started, () =>
    sql`select 1`.then(
      () => true,
      () => false,
    ),
  );
  await sql.end();
  return {
    process: started,
    socketFolder: folder,
    stop: endLater(async () => {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    }),
  };
}

function installedVersion(): string {
  const versions = existsSync(INSTALLED_UNDER) ? readdirSync(INSTALLED_UNDER) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (!newest) throw new Error('no Postgres server here: apt-get install postgresql-15');
  return newest;
}

/** Postgres refuses to run as root; Debian's package brings the user. Anybody else runs it as themselves. */
function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) =>
    Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
