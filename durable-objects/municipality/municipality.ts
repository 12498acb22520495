// A municipality: settings, clubs, people, cards and what opens an account. One Durable Object each, off
// the path of a purchase. Thin: commands in, rows and pushed copies out. Absent: money.

import { DurableObject } from 'cloudflare:workers';
import { randomInt } from 'node:crypto';
import type { AccountId, ClubId, PairingId, TillId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Pairing, PairingRequest } from '../../contracts/pairings.ts';
import { type FoundChild, MOST_FOUND_CHILDREN } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { AccountOpening, CopyCommand } from '../card-account/account-copies.ts';
import { photoBytes, photoOf } from '../card-account/face.ts';
import type { Env } from '../env.ts';
import { keyedHash, sha256Hex } from '../keyed-hash.ts';
import { hasTables, migrate } from '../migrate.ts';
import { mintObjectId, municipalityCodeOf } from '../object-id.ts';
import { decryptField, decryptText, encryptField, encryptText } from '../person-cipher.ts';
import type { TillCopies } from '../till/till-copies.ts';
import { TryCounter } from '../try-counter.ts';
import type {
  AddClubCommand,
  AddedTill,
  AddOperatorCommand,
  AddTillCommand,
  EstablishCommand,
  IssuePairingCodeCommand,
  LinkGuardianCommand,
  PutProductCommand,
  RegisterCardCommand,
  RegisterChildCommand,
  RegisteredChild,
  SearchChildrenCommand,
} from './commands.ts';
import { MUNICIPALITY_MIGRATIONS } from './migrations.ts';
import { type CardRow, type ChildRow, MunicipalityStore } from './municipality-store.ts';
import { type IndexedName, NameIndex } from './name-index.ts';
import { nextAuditAt } from './next-audit-at.ts';
import { PersonKeys } from './person-keys.ts';
import { tillCopiesOf } from './till-copies-of.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PAIRING_CODE_LENGTH = 8;
const LONGEST_PAIRING_CODE_MS = 86_400_000;
/** Wrong codes of all who ask together: 40 bits stand behind it. */
const WRONG_CODES_PER_MINUTE = 20;
/** Names to decrypt, or accounts to audit, before the one thread serves a till again. */
const NAMES_PER_SLICE = 100;
const AUDITS_PER_SLICE = 20;

export class Municipality extends DurableObject<Env> {
  readonly #store: MunicipalityStore;
  readonly #keys: PersonKeys;
  readonly #nameIndexes = new Map<ClubId, Promise<NameIndex>>();
  readonly #wrongCodes = new TryCounter(WRONG_CODES_PER_MINUTE, 60_000);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new MunicipalityStore(ctx.storage.sql);
    this.#keys = new PersonKeys(this.#store, env.PERSON_KEYS);
    if (!hasTables(ctx.storage)) return;
    migrate(ctx.storage, MUNICIPALITY_MIGRATIONS);
    // I9: alarms are dropped after six failures; open work always has one again after a start.
    ctx.blockConcurrencyWhile(() => this.#ensureAlarm());
  }

  // --- what staff do; their routes arrive with their login ---------------------------------------

  /** Makes the municipality, or changes its name and settings and pushes them to every opened account. */
  async establish(command: EstablishCommand): Promise<void> {
    migrate(this.ctx.storage, MUNICIPALITY_MIGRATIONS);
    this.#store.putMunicipality(command.name, command.settings);
    await this.#ensureAlarm();
    const copy = this.#settingsCopy();
    for (const accountId of this.#store.openedAccounts()) {
      await this.env.CARD_ACCOUNT.getByName(accountId).takeCopy(copy);
    }
  }

  async addClub(command: AddClubCommand): Promise<void> {
    const { clubId, name } = command;
    this.ctx.storage.transactionSync(() => {
      this.#store.putClub(clubId, name);
      for (const { salesPointId, name: salesPointName } of command.salesPoints) {
        this.#store.putSalesPoint(clubId, salesPointId, salesPointName);
      }
      for (const [position, category] of command.categories.entries()) {
        this.#store.putCategory(clubId, position, category);
      }
      this.#store.raiseVersion(clubId, 'catalogue');
    });
    await this.#pushToTills(clubId);
  }

  /** Adds or changes a product. The club's tills show it, and charge it, from the moment this returns. */
  async putProduct(command: PutProductCommand): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      const changed = this.#store.putProduct(command);
      if (changed) this.#store.raiseVersion(command.clubId, 'catalogue');
    });
    await this.#pushToTills(command.clubId);
  }

  async addOperator(command: AddOperatorCommand): Promise<void> {
    const { operatorId, clubId, kind, name, pin } = command;
    this.ctx.storage.transactionSync(() => {
      const key = this.#keys.make(operatorId);
      this.#store.putOperator(clubId, {
        operatorId,
        kind,
        nameCiphertext: encryptText(key, operatorId, 'name', name),
        pinHash: keyedHash('pin', `${operatorId}\n${pin}`, this.env.CODE_KEY),
      });
      this.#store.raiseVersion(clubId, 'operators');
    });
    await this.#pushToTills(clubId);
  }

  /** Registers a child, or changes name and photo of one. The account exists by its id from now on. */
  async registerChild(command: RegisterChildCommand): Promise<RegisteredChild> {
    const { childId, clubIds } = command;
    const now = Date.now();
    const accountId = this.ctx.storage.transactionSync(() => {
      const known = this.#store.child(childId);
      const id = known?.accountId ?? (this.#mint('a') as AccountId);
      if (known === null || !this.#isSameChild(known, command)) {
        this.#putChild(command, id, known?.registeredAt ?? now);
      }
      for (const clubId of clubIds) this.#store.putMembership(childId, clubId, now);
      return id;
    });
    for (const clubId of clubIds) this.#nameIndexes.delete(clubId);
    await this.#pushToAccount(accountId);
    return { accountId };
  }

  /** Makes a card known. @returns a refusal when the identifier belongs to another card. */
  async registerCard(command: RegisterCardCommand): Promise<Outcome<null, Refusal>> {
    const { cardId, childId, uid, by } = command;
    const child = this.#store.child(childId);
    if (child === null) return refused({ code: 'account_unknown' });
    const identifier = keyedHash('card', uid, this.env.CARD_KEY);
    const known = this.#store.cardByIdentifier(identifier);
    if (known !== null && known.cardId !== cardId) return refused({ code: 'card_state_conflict' });
    const { accountId } = child;
    if (known === null) {
      this.#store.insertCard({ cardId, identifier, accountId, registeredBy: by });
    }
    if (!this.#store.isOpened(accountId)) return accepted(null);
    return this.env.CARD_ACCOUNT.getByName(accountId).addCard({ cardId, identifier, by });
  }

  async addTill(command: AddTillCommand): Promise<AddedTill> {
    const known = this.#store.tillByKey(command.tillKey);
    if (known !== null) return { tillId: known.tillId };
    const tillId = this.#mint('t') as TillId;
    const { name, clubId, salesPointId } = command;
    this.#store.insertTill({ tillId, name, clubId, salesPointId }, command.tillKey);
    return { tillId };
  }

  /** A code that pairs one screen and one bridge with the till. Shown once; stored as an HMAC. */
  async issuePairingCode(command: IssuePairingCodeCommand): Promise<{ code: string }> {
    const letters = Array.from(
      { length: PAIRING_CODE_LENGTH },
      () => CROCKFORD[randomInt(CROCKFORD.length)],
    );
    const code = letters.join('');
    const validForMs = Math.min(command.validForMs, LONGEST_PAIRING_CODE_MS);
    this.#store.insertPairingCode(this.#codeHash(code), command.tillId, Date.now() + validForMs);
    return { code: `${code.slice(0, 4)}-${code.slice(4)}` };
  }

  /** Links a guardian to a child. The first link ends the start credit. */
  async linkGuardian(command: LinkGuardianCommand): Promise<Outcome<null, Refusal>> {
    const { childId, guardianId, rights } = command;
    const child = this.#store.child(childId);
    if (child === null) return refused({ code: 'account_unknown' });
    const links = this.#store.links(childId);
    if (!links.some((link) => link.guardianId === guardianId && link.until === null)) {
      const from = Date.now();
      this.#store.insertLink(childId, { guardianId, rights, from, until: null });
    }
    await this.#pushToAccount(child.accountId);
    return accepted(null);
  }

  // --- what a device asks before it is paired ----------------------------------------------------

  /**
   * Pairs a device with the till that the code stands for. The same `pairingId` and body again returns
   * the same pairing. Refusals: `too_many_tries`, `pairing_code_wrong` (wrong, used or too old).
   */
  async pair(pairingId: PairingId, request: PairingRequest): Promise<Outcome<Pairing, Refusal>> {
    const now = Date.now();
    const wait = this.#wrongCodes.waitMs(now);
    if (wait > 0) return refused({ code: 'too_many_tries', retryAfterMs: wait });
    const codeHash = this.#codeHash(request.code);
    const requestHash = sha256Hex(JSON.stringify(request));
    const code = this.#store.pairingCode(codeHash);
    const known = this.#store.pairing(pairingId);
    const isRepeat = known?.requestHash === requestHash;
    const isFresh =
      known === null &&
      code !== null &&
      now < code.expiresAt &&
      !this.#store.codeIsUsed(codeHash, request.device);
    const till = isRepeat || isFresh ? code && this.#store.till(code.tillId) : null;
    if (!till) {
      this.#wrongCodes.add(now);
      return refused({ code: 'pairing_code_wrong' });
    }
    if (isFresh) {
      this.#store.insertPairing(pairingId, requestHash, codeHash, request.device, now);
      this.#store.insertAuditLog(`pairing:${pairingId}`, 'device_paired', [till.tillId], now);
    }
    const copies = this.#tillCopies(till.tillId);
    const { device, publicKey } = request;
    await this.env.TILL.getByName(till.tillId).enrol({ pairingId, device, publicKey, copies });
    return accepted({
      tillId: till.tillId,
      tillName: till.name,
      clubName: copies.place.content.clubName,
    });
  }

  // --- what tills and accounts ask ---------------------------------------------------------------

  /** Where a card points, or null. Called by `Till.tap`; an unknown card leaves no trace. */
  async findCard(identifier: string): Promise<AccountId | null> {
    return this.#store.cardByIdentifier(identifier)?.accountId ?? null;
  }

  /** Members of a club by the beginning of a name. Called by `Till`; each face shown is logged (I13). */
  async searchChildren(command: SearchChildrenCommand): Promise<FoundChild[]> {
    const index = await this.#nameIndex(command.clubId);
    const found = index.find(command.query, MOST_FOUND_CHILDREN).flatMap(({ childId, name }) => {
      const child = this.#store.child(childId);
      return child === null ? [] : [this.#foundChild(child, name)];
    });
    const actor = `till:${command.tillId} operator:${command.operatorId}`;
    const accountIds = found.map((child) => child.accountId);
    this.#store.insertAuditLog(actor, 'children_searched', accountIds, Date.now());
    return found;
  }

  /** The keys of persons, in the order asked; null for one that was erased. Held in memory only. */
  async personKeys(personIds: readonly string[]): Promise<(Uint8Array | null)[]> {
    return personIds.map((personId) => this.#keys.find(personId));
  }

  /** What an account needs at its first use, or null when no child has it. */
  async openAccount(accountId: AccountId): Promise<AccountOpening | null> {
    if (!hasTables(this.ctx.storage)) return null;
    const child = this.#store.childOfAccount(accountId);
    if (child === null) return null;
    this.#store.markOpened(accountId, Date.now());
    return {
      registeredAt: child.registeredAt,
      copies: this.#accountCopies(child),
      cards: this.#store.cardsOfAccount(accountId).map(({ cardId, identifier, registeredBy }) => ({
        cardId,
        identifier,
        by: registeredBy,
      })),
    };
  }

  // --- the nightly audit -------------------------------------------------------------------------

  /** Audits the next slice of opened accounts; the alarm comes back until the round is done. */
  override async alarm(): Promise<void> {
    const now = Date.now();
    const roundBegan = nextAuditAt(now) - 86_400_000;
    const due = this.#store.notAuditedSince(roundBegan, AUDITS_PER_SLICE);
    for (const accountId of due) await this.#audit(accountId);
    await this.ctx.storage.setAlarm(due.length === AUDITS_PER_SLICE ? now : nextAuditAt(now));
  }

  /** A round at once: by Cloudflare's cron, and by whoever wants to know now. */
  async auditAll(): Promise<{ accountId: AccountId; auditedAt: number; answer: string | null }[]> {
    if (!hasTables(this.ctx.storage)) return [];
    for (const accountId of this.#store.openedAccounts()) await this.#audit(accountId);
    return this.#store.auditAnswers();
  }

  /** Who looked at whom and who was paired; ids only. */
  async auditLog(): Promise<{ actor: string; action: string; subjects: string[] }[]> {
    return this.#store.auditLog();
  }

  async #audit(accountId: AccountId): Promise<void> {
    await this.#pushToAccount(accountId);
    const outcome = await this.env.CARD_ACCOUNT.getByName(accountId).audit();
    const answer = outcome.ok ? 'agrees' : outcome.refusal.code;
    this.#store.recordAudit(accountId, answer, Date.now());
  }

  async #ensureAlarm(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) !== null) return;
    await this.ctx.storage.setAlarm(nextAuditAt(Date.now()));
  }

  async #pushToAccount(accountId: AccountId): Promise<void> {
    const child = this.#store.childOfAccount(accountId);
    if (child === null || !this.#store.isOpened(accountId)) return;
    const account = this.env.CARD_ACCOUNT.getByName(accountId);
    for (const copy of this.#accountCopies(child)) await account.takeCopy(copy);
  }

  async #pushToTills(clubId: ClubId): Promise<void> {
    for (const tillId of this.#store.tillIds(clubId)) {
      await this.env.TILL.getByName(tillId).takeCopies(this.#tillCopies(tillId));
    }
  }

  #tillCopies(tillId: TillId): TillCopies {
    const till = this.#store.till(tillId);
    const club = till && this.#store.club(till.clubId);
    if (!till || !club) throw new Error(`till ${tillId} has no club`);
    return tillCopiesOf(this.#store, till, club);
  }

  #accountCopies(child: ChildRow): CopyCommand[] {
    const { childId, nameCiphertext, photoCiphertext, version, linksVersion } = child;
    return [
      {
        kind: 'child',
        version,
        content: { childId, nameCiphertext: Buffer.from(nameCiphertext).toString('hex') },
        photoCiphertext,
      },
      { kind: 'links', version: linksVersion, content: this.#store.links(childId) },
      this.#settingsCopy(),
    ];
  }

  #settingsCopy(): CopyCommand {
    const row = this.#store.settings();
    if (row === null) throw new Error('the municipality is not established');
    return { kind: 'settings', version: row.version, content: row.settings };
  }

  #putChild(command: RegisterChildCommand, accountId: AccountId, registeredAt: number): void {
    const { childId, photo } = command;
    const key = this.#keys.make(childId);
    this.#store.putChild({
      childId,
      accountId,
      registeredAt,
      nameCiphertext: encryptText(key, childId, 'name', fullName(command)),
      photoCiphertext: photo && encryptField(key, childId, 'photo', photoBytes(photo)),
    });
  }

  #isSameChild(known: ChildRow, command: RegisterChildCommand): boolean {
    const { name, photo } = this.#revealed(known);
    return (
      name === fullName(command) &&
      photo?.base64 === command.photo?.base64 &&
      photo?.mediaType === command.photo?.mediaType
    );
  }

  #foundChild(child: ChildRow, childName: string): FoundChild {
    const cards: CardRow[] = this.#store.cardsOfAccount(child.accountId);
    const { photo } = this.#revealed(child);
    const suggestedReason = cards.length === 0 ? 'no_card_yet' : 'forgotten_card';
    return { accountId: child.accountId, childName, photo, suggestedReason };
  }

  #revealed(child: ChildRow): { name: string; photo: FoundChild['photo'] } {
    const { childId, nameCiphertext, photoCiphertext } = child;
    const key = this.#keys.find(childId);
    if (key === null) return { name: '', photo: null };
    return {
      name: decryptText(key, childId, 'name', nameCiphertext),
      photo: photoCiphertext && photoOf(decryptField(key, childId, 'photo', photoCiphertext)),
    };
  }

  #nameIndex(clubId: ClubId): Promise<NameIndex> {
    let index = this.#nameIndexes.get(clubId);
    if (index === undefined) {
      index = this.#buildNameIndex(clubId);
      this.#nameIndexes.set(clubId, index);
    }
    return index;
  }

  async #buildNameIndex(clubId: ClubId): Promise<NameIndex> {
    const entries: IndexedName[] = [];
    let after = '';
    for (;;) {
      const slice = this.#store.members(clubId, after, NAMES_PER_SLICE, Date.now());
      for (const child of slice) {
        const key = this.#keys.find(child.childId);
        if (key === null) continue;
        const name = decryptText(key, child.childId, 'name', child.nameCiphertext);
        entries.push({ childId: child.childId, name });
      }
      const last = slice.at(-1);
      if (last === undefined || slice.length < NAMES_PER_SLICE) return new NameIndex(entries);
      after = last.childId;
      await scheduler.wait(0);
    }
  }

  #codeHash(code: string): string {
    return keyedHash('pairing-code', code, this.env.CODE_KEY);
  }

  #mint(letter: 't' | 'a'): string {
    const code = municipalityCodeOf(this.ctx.id.name ?? '');
    return mintObjectId(letter, code, this.env.EDGE_KEY);
  }
}

function fullName(command: RegisterChildCommand): string {
  return `${command.givenName} ${command.familyName}`;
}
