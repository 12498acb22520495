// A guardian's own links as the municipality pushed them, each with a version. It says which accounts to ask
// and what to show of a link that waits; what may be done is the account's own question.
import type { AccountId, LinkId, PersonId } from '../../contracts/ids.ts';
import type { LinkState, Rights } from '../../contracts/links.ts';

/** The child's first name and the club's reason stay under the child's own key, in hex. */
export interface GuardianLink {
  readonly linkId: LinkId;
  readonly childId: PersonId;
  readonly accountId: AccountId;
  readonly rights: Rights;
  readonly state: LinkState;
  readonly since: number;
  readonly givenNameCiphertext: string;
  readonly reasonCiphertext: string | null;
  readonly adultAt: number | null;
}

export interface TakeLinkCommand {
  readonly version: number;
  readonly content: GuardianLink;
}

export class LinksStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * The same version again may say more of how far an end has come; an older one is refused. Whoever is
   * linked to somebody of age is not told afterwards that this is so.
   */
  take(
    { version, content }: TakeLinkCommand,
    now: number,
  ): { taken: boolean; before: GuardianLink | null } {
    const { linkId, accountId } = content;
    const known = this.#sql
      .exec<{ version: number; content: string; is_told_of_age: number }>(
        'SELECT version, content, is_told_of_age FROM link WHERE link_id = ?',
        linkId,
      )
      .toArray()[0];
    const isToldOfAge = known === undefined ? hasGrownUp(content, now) : known.is_told_of_age === 1;
    const before = known === undefined ? null : (JSON.parse(known.content) as GuardianLink);
    const text = JSON.stringify(content);
    if (known !== undefined && (version < known.version || known.content === text)) {
      return { taken: false, before };
    }
    this.#sql.exec(
      `INSERT OR REPLACE INTO link (link_id, version, account_id, content, is_told_of_age)
         VALUES (?, ?, ?, ?, ?)`,
      linkId,
      version,
      accountId,
      text,
      isToldOfAge ? 1 : 0,
    );
    return { taken: true, before };
  }

  all(): GuardianLink[] {
    return this.#links('SELECT content FROM link ORDER BY link_id');
  }

  /** Links of the guardian to children, which end on a birthday that the guardian has not been told of. */
  notToldOfAge(): GuardianLink[] {
    return this.#links('SELECT content FROM link WHERE is_told_of_age = 0 ORDER BY link_id').filter(
      ({ rights, state }) => rights !== 'self' && state !== 'rejected' && state !== 'ended',
    );
  }

  tellOfAge(linkId: LinkId): void {
    this.#sql.exec('UPDATE link SET is_told_of_age = 1 WHERE link_id = ?', linkId);
  }

  #links(query: string): GuardianLink[] {
    return this.#sql
      .exec<{ content: string }>(query)
      .toArray()
      .map(({ content }) => JSON.parse(content) as GuardianLink);
  }
}

/** From the eighteenth birthday on only the child's own link counts. */
export function isInForce(link: GuardianLink, now: number): boolean {
  return link.state === 'active' && (link.rights === 'self' || !hasGrownUp(link, now));
}

export function hasGrownUp({ adultAt }: Pick<GuardianLink, 'adultAt'>, now: number): boolean {
  return adultAt !== null && adultAt <= now;
}
