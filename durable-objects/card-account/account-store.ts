// What an account keeps beside its books, in SQL: its own row, versioned copies, limits, notices and ended
// presentations. Absent: entries and sums (journal.ts), cards (card-store.ts), looks (look-store.ts), decisions.
import type { AutoTopUpHeld } from '../../contracts/auto-top-ups.ts';
import type { CardState } from '../../contracts/cards.ts';
import type {
  CardId,
  ClubId,
  GuardianId,
  LinkId,
  PersonId,
  PresentationId,
} from '../../contracts/ids.ts';
import { Limits, type LimitsChange, NO_LIMITS } from '../../contracts/limits.ts';
import type { LinkBasis, Rights } from '../../contracts/links.ts';
import type { Settings } from '../municipality/settings.ts';

export interface AccountRow {
  readonly sealKey: Uint8Array;
  readonly registeredAt: number;
  readonly frozenBecause: string | null;
}

/** The child as the municipality has it; the name is under the child's own key, in hex. */
export interface ChildCopy {
  readonly childId: PersonId;
  readonly nameCiphertext: string;
  readonly givenNameCiphertext: string;
  /** Copenhagen's midnight of the eighteenth birthday; null when the date of birth is not known. */
  readonly adultAt: number | null;
  readonly clubIds: readonly ClubId[];
}

export interface LinkCopy {
  readonly linkId: LinkId;
  readonly guardianId: GuardianId;
  readonly rights: Rights;
  readonly basis: LinkBasis;
  readonly from: number;
  readonly until: number | null;
  /** By the club, until it thaws it. */
  readonly isFrozen: boolean;
}

export interface Copies {
  readonly child: ChildCopy;
  readonly links: readonly LinkCopy[];
  readonly settings: Settings;
}

/** One version of the limits; no row is version 0. */
export interface LimitsRow {
  readonly version: number;
  readonly limits: Limits;
  readonly setAt: number | null;
  readonly setBy: string | null;
}

/** Facts hold ids, codes and amounts, never names. */
export interface Notice {
  readonly at: number;
  /** What the facts of each kind are: notice-content.ts. */
  readonly kind:
    | 'refused'
    | 'wrong_child'
    | 'low_balance'
    | 'limit_reached'
    | 'limits'
    | 'card_state'
    | 'card_ready'
    | 'link'
    | 'top_up_failed'
    | 'top_up_returned'
    | 'auto_top_up_paused'
    | 'auto_top_up_held'
    | 'method_ends'
    | 'auto_top_up_changed'
    | 'frozen';
  readonly facts: Readonly<
    Record<string, string | number | boolean | null | readonly LimitsChange[] | AutoTopUpHeld>
  >;
}

export class AccountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  insertAccount(sealKey: Uint8Array, registeredAt: number): void {
    this.#sql.exec(
      'INSERT INTO account (only, seal_key, registered_at) VALUES (1, ?, ?)',
      sealKey,
      registeredAt,
    );
  }

  /** Null when the tables stand but the account was never opened. */
  account(): AccountRow | null {
    const row = this.#sql
      .exec<{ seal_key: ArrayBuffer; registered_at: number; frozen_because: string | null }>(
        'SELECT seal_key, registered_at, frozen_because FROM account',
      )
      .toArray()[0];
    if (row === undefined) return null;
    return {
      sealKey: new Uint8Array(row.seal_key),
      registeredAt: row.registered_at,
      frozenBecause: row.frozen_because,
    };
  }

  freeze(because: string, now: number): void {
    this.#sql.exec('UPDATE account SET frozen_at = ?, frozen_because = ?', now, because);
  }

  copyVersion(kind: keyof Copies): number {
    const row = this.#sql
      .exec<{ version: number }>('SELECT version FROM copy WHERE kind = ?', kind)
      .toArray()[0];
    return row?.version ?? 0;
  }

  putCopy<Kind extends keyof Copies>(kind: Kind, version: number, content: Copies[Kind]): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO copy (kind, version, content) VALUES (?, ?, ?)',
      kind,
      version,
      JSON.stringify(content),
    );
  }

  copy<Kind extends keyof Copies>(kind: Kind): Copies[Kind] {
    const { content } = this.#sql
      .exec<{ content: string }>('SELECT content FROM copy WHERE kind = ?', kind)
      .one();
    return JSON.parse(content) as Copies[Kind];
  }

  putPhoto(ciphertext: Uint8Array | null): void {
    this.#sql.exec('INSERT OR REPLACE INTO photo (only, ciphertext) VALUES (1, ?)', ciphertext);
  }

  photoCiphertext(): Uint8Array | null {
    const row = this.#sql
      .exec<{ ciphertext: ArrayBuffer | null }>('SELECT ciphertext FROM photo')
      .toArray()[0];
    return row?.ciphertext ? new Uint8Array(row.ciphertext) : null;
  }

  limits(): LimitsRow {
    const row = this.#sql
      .exec<{ version: number; set_at: number; set_by: string; content: string }>(
        'SELECT * FROM limits ORDER BY version DESC LIMIT 1',
      )
      .toArray()[0];
    if (row === undefined) return { version: 0, limits: NO_LIMITS, setAt: null, setBy: null };
    const limits = Limits.parse(JSON.parse(row.content));
    return { version: row.version, limits, setAt: row.set_at, setBy: row.set_by };
  }

  /** Newest first. */
  limitsSetAt(most: number): number[] {
    return this.#sql
      .exec<{ at: number }>('SELECT set_at AS at FROM limits ORDER BY version DESC LIMIT ?', most)
      .toArray()
      .map(({ at }) => at);
  }

  insertLimits(version: number, limits: Limits, by: string, now: number): void {
    this.#sql.exec(
      'INSERT INTO limits (version, set_at, set_by, content) VALUES (?, ?, ?, ?)',
      version,
      now,
      by,
      JSON.stringify(limits),
    );
  }

  /** What has become of a presentation and of its card, in one look: each purchase asks. */
  standingOf(
    presentationId: PresentationId,
    cardId: CardId | null,
  ): { isEnded: boolean; isUsed: boolean; cardState: CardState | null } {
    const row = this.#sql
      .exec<{ is_ended: number; is_used: number; card_state: CardState | null }>(
        `SELECT EXISTS (SELECT 1 FROM ended_presentation WHERE presentation_id = ?1) AS is_ended,
           EXISTS (SELECT 1 FROM entry WHERE presentation_id = ?1) AS is_used,
           (SELECT state FROM card WHERE card_id = ?2) AS card_state`,
        presentationId,
        cardId,
      )
      .one();
    return {
      isEnded: row.is_ended === 1,
      isUsed: row.is_used === 1,
      cardState: row.card_state,
    };
  }

  presentationIsEnded(presentationId: PresentationId): boolean {
    return (
      this.#sql
        .exec('SELECT 1 FROM ended_presentation WHERE presentation_id = ?', presentationId)
        .toArray().length === 1
    );
  }

  /** Remembered until it would have expired anyway; older endings are forgotten on the way. */
  endPresentation(presentationId: PresentationId, expiresAt: number, now: number): void {
    this.#sql.exec('DELETE FROM ended_presentation WHERE expires_at < ?', now);
    this.#sql.exec(
      'INSERT OR IGNORE INTO ended_presentation (presentation_id, expires_at) VALUES (?, ?)',
      presentationId,
      expiresAt,
    );
  }

  insertNotice(notice: Notice): void {
    this.#sql.exec(
      'INSERT INTO notice (at, kind, facts) VALUES (?, ?, ?)',
      notice.at,
      notice.kind,
      JSON.stringify(notice.facts),
    );
  }

  /** Whether a payer was told of that cause since then. */
  wasTold(kind: Notice['kind'], payer: GuardianId, because: string, since: number): boolean {
    const told = this.#sql.exec(
      `SELECT 1 FROM notice WHERE kind = ? AND at > ? AND facts ->> 'payer' = ?
           AND facts ->> 'because' = ? LIMIT 1`,
      kind,
      since,
      payer,
      because,
    );
    return told.toArray().length > 0;
  }

  /** Of one thing, such as a day's limit that is reached, once for each version of the limits. */
  insertNoticeOnce(notice: Notice, limitsVersion: number): void {
    const saidOnceAs = `${notice.kind} ${limitsVersion} ${JSON.stringify(notice.facts)}`;
    this.insertNoticeOnceAs(notice, saidOnceAs);
  }

  /** Nothing where something was said before under that name. */
  insertNoticeOnceAs({ at, kind, facts }: Notice, saidOnceAs: string): void {
    this.#sql.exec(
      `INSERT INTO notice (at, kind, facts, said_once_as) VALUES (?, ?, ?, ?)
         ON CONFLICT (said_once_as) DO NOTHING`,
      at,
      kind,
      JSON.stringify(facts),
      saidOnceAs,
    );
  }

  notices(): Notice[] {
    return this.#sql
      .exec<{ at: number; kind: Notice['kind']; facts: string }>(
        'SELECT at, kind, facts FROM notice ORDER BY sequence',
      )
      .toArray()
      .map(({ at, kind, facts }) => ({ at, kind, facts: JSON.parse(facts) }));
  }
}
