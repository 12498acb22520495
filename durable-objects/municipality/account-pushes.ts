// What an account holds copies of: its child, its links, the settings. All of it at the account's opening, and
// again when the child changes and in the nightly audit. Absent: the pushes of a link or of the settings alone
// (link-pushes.ts, settings-pushes.ts).
import type { AccountId } from '../../contracts/ids.ts';
import type { AccountOpening, CopyCommand } from '../card-account/account-copies.ts';
import type { Env } from '../env.ts';
import type { LinksStore } from './links-store.ts';
import type { People } from './people.ts';
import type { ChildRow, PeopleStore } from './people-store.ts';
import type { RegistryStore } from './registry-store.ts';
import type { SettingsPushes } from './settings-pushes.ts';

export interface AccountPushDoors {
  readonly people: People;
  readonly peopleStore: PeopleStore;
  readonly links: LinksStore;
  readonly registry: RegistryStore;
  readonly settingsPushes: SettingsPushes;
  readonly accounts: Env['CARD_ACCOUNT'];
}

export class AccountPushes {
  readonly #doors: AccountPushDoors;

  constructor(doors: AccountPushDoors) {
    this.#doors = doors;
  }

  /** With its cards, for the first use; from now on the account is an opened one. Null when no child has it. */
  opening(accountId: AccountId): AccountOpening | null {
    const { peopleStore, registry, settingsPushes, links } = this.#doors;
    const child = peopleStore.childOfAccount(accountId);
    if (child === null) return null;
    registry.markOpened(accountId, settingsPushes.copy().version, Date.now());
    links.takenByAccount(child.childId, child.linksVersion);
    const cards = registry.cardsOfAccount(accountId);
    return {
      registeredAt: child.registeredAt,
      copies: this.#copiesOf(child),
      cards: cards.map(({ cardId, identifier, printedNumber, registeredBy }) => ({
        cardId,
        identifier,
        printedNumber,
        by: registeredBy,
      })),
    };
  }

  /** To one that was never used nothing: it gets them when it opens. */
  async push(accountId: AccountId): Promise<void> {
    const { peopleStore, registry, links, accounts } = this.#doors;
    const child = peopleStore.childOfAccount(accountId);
    if (child === null || !registry.isOpened(accountId)) return;
    const account = accounts.getByName(accountId);
    const copies = this.#copiesOf(child);
    for (const copy of copies) await account.takeCopy(copy);
    links.takenByAccount(child.childId, child.linksVersion);
    for (const { kind, version } of copies) {
      if (kind === 'settings') registry.settingsTaken(accountId, version);
    }
  }

  #copiesOf(child: ChildRow): CopyCommand[] {
    const { people, links, settingsPushes } = this.#doors;
    const { childId, linksVersion } = child;
    return [
      people.copyOf(child, Date.now()),
      { kind: 'links', version: linksVersion, content: links.copiesOf(childId) },
      settingsPushes.copy(),
    ];
  }
}
