// The demo as a newcomer has it, by `npm start`, with a fake reader: the parents' side needs no card in the
// air, but it needs children who buy. What the club does meanwhile is asked of the objects by the seed's way.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import {
  type AccountId,
  GuardianId,
  LinkId,
  type MunicipalityId,
  PersonId,
} from '../../contracts/ids.ts';
import { DEMO_CHILDREN, demoChildName } from '../../local/demo-children.ts';
import { adultOfPersona } from '../../local/demo-families.ts';
import { readDemoFile } from '../../local/demo-file.ts';
import { childIdOf } from '../../local/demo-ids.ts';
import { DEMO_MUNICIPALITY, DEMO_READER_TILL } from '../../local/demo-world.ts';
import { findCard } from '../../local/find-card.ts';
import { keysAt, municipalityOf } from '../../local/keys.ts';
import { type SeedCall, seedCall } from '../../local/seed-calls.ts';
import { SeedClient } from '../../local/seed-client.ts';
import { SeededDemo } from '../../local/seed-demo.ts';
import { outboxPortOf } from '../../local/start-options.ts';
import { holdCard } from '../../local/tap.ts';
import { Launcher } from '../start/launcher.ts';

export class RunningDemo {
  readonly port: number;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'klubkort-parents-'));
  readonly #state = path.join(this.#folder, 'state');
  #launcher: Launcher | null = null;

  constructor(port: number) {
    this.port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where the demo shows the mails that it would have sent. */
  get outboxUrl(): string {
    return `http://127.0.0.1:${outboxPortOf(this.port)}/`;
  }

  /** What `npm start` said: addresses and codes. */
  get welcome(): string {
    return this.#launcher?.output ?? '';
  }

  async start(): Promise<void> {
    const args = ['--port', `${this.port}`, '--state', this.#state, '--reader', 'fake'];
    this.#launcher = await new Launcher(args).ready();
  }

  async end(): Promise<void> {
    this.#launcher?.interrupt();
    await this.#launcher?.ended().catch(() => this.#launcher?.destroy());
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Holds a child's card to the reader for a moment. */
  tap(childName: string): Promise<void> {
    const demo = readDemoFile(this.#state);
    return holdCard(demo.reader, findCard(demo, childName));
  }

  /** A fresh code for the screen of a till; without a name, of the one with the reader. */
  async pairingCode(tillKey: string = DEMO_READER_TILL): Promise<string> {
    const tillId = this.#seeded().tills[tillKey];
    if (!tillId) throw new Error(`There is no till ${tillKey}`);
    const command = { tillId, validForMs: 600_000 };
    const issued = await this.call(
      seedCall('municipality', this.municipalityId, 'issuePairingCode', command),
    );
    return z.object({ code: z.string() }).parse(issued).code;
  }

  accountId(childName: string): AccountId {
    const accountId = this.#seeded().accounts[childName];
    if (!accountId) throw new Error(`There is no child ${childName}`);
    return accountId;
  }

  /** As the club's staff would; a full parent unless said otherwise. */
  async link(
    personaId: string,
    childName: string,
    rights: 'full' | 'payer' = 'full',
  ): Promise<LinkId> {
    const child = DEMO_CHILDREN.find((one) => demoChildName(one) === childName);
    if (!child) throw new Error(`There is no child ${childName}`);
    const adult = adultOfPersona(personaId);
    const registered = await this.call(
      seedCall('municipality', this.municipalityId, 'registerGuardian', adult),
    );
    const { guardianId } = z.object({ guardianId: GuardianId }).parse(registered);
    const linkId = LinkId.parse(randomUUID());
    const by = PersonId.parse('club-leader');
    const command = { linkId, childId: childIdOf(child), guardianId, rights, by };
    await this.call(seedCall('municipality', this.municipalityId, 'linkGuardian', command));
    return linkId;
  }

  get municipalityId(): MunicipalityId {
    return municipalityOf(
      keysAt(path.join(this.#state, 'keys', 'keys.json'), DEMO_MUNICIPALITY.code),
    );
  }

  /** What staff do, since their pages come later. @throws Error if the object refused. */
  call(call: SeedCall): Promise<unknown> {
    return new SeedClient(path.join(this.#state, 'seed.sock')).call(call);
  }

  #seeded(): SeededDemo {
    return SeededDemo.parse(
      JSON.parse(readFileSync(path.join(this.#state, 'seeded.json'), 'utf8')),
    );
  }
}
