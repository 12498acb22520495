// Makes links known to the accounts of the children and to the guardians. What could not be reached is
// behind, and is tried again (I9). Absent: the alarm that comes back, which is the municipality's.
import type { PersonId } from '../../contracts/ids.ts';
import type { LinkState } from '../../contracts/links.ts';
import { callObject } from '../call-object.ts';
import type { CardAccount } from '../card-account/card-account.ts';
import type { Guardian } from '../guardian/guardian.ts';
import type { LinkRow, LinksStore } from './links-store.ts';
import type { People } from './people.ts';
import type { PeopleStore } from './people-store.ts';

/** Links to push before the one thread serves a till again. */
const PUSHES_PER_SLICE = 50;

export interface LinkPushDoors {
  readonly links: LinksStore;
  readonly people: People;
  readonly peopleStore: PeopleStore;
  readonly accounts: DurableObjectNamespace<CardAccount>;
  readonly guardians: DurableObjectNamespace<Guardian>;
}

export class LinkPushes {
  readonly #doors: LinkPushDoors;

  constructor(doors: LinkPushDoors) {
    this.#doors = doors;
  }

  get isAnyBehind(): boolean {
    const { links } = this.#doors;
    return links.accountsBehind(1).length > 0 || links.guardiansBehind(1).length > 0;
  }

  /** Of one child: a look at its own rows, for whoever asks after each change. */
  isBehind(childId: PersonId): boolean {
    const { links } = this.#doors;
    return (
      links.accountIsBehind(childId) ||
      links.ofChild(childId).some((link) => link.takenVersion < link.version)
    );
  }

  /** The next slice of all that is behind. */
  async push(): Promise<void> {
    const { links } = this.#doors;
    for (const childId of links.accountsBehind(PUSHES_PER_SLICE)) await this.#toAccount(childId);
    for (const link of links.guardiansBehind(PUSHES_PER_SLICE)) await this.#toGuardian(link);
  }

  /** What is behind of one child: the account first, since it is the one that decides. */
  async pushOf(childId: PersonId): Promise<void> {
    const { links } = this.#doors;
    if (links.accountIsBehind(childId)) await this.#toAccount(childId);
    for (const link of links.ofChild(childId)) {
      if (link.takenVersion < link.version) await this.#toGuardian(link);
    }
  }

  /** As it stands in the eyes of who asks: an end that is not known everywhere is still an ending. */
  stateOf(link: LinkRow): LinkState {
    const isEnd = link.state === 'ended' || link.state === 'frozen';
    if (!isEnd || link.from === null) return link.state;
    const { links } = this.#doors;
    const isKnown = link.takenVersion >= link.version && !links.accountIsBehind(link.childId);
    return isKnown ? link.state : 'ending';
  }

  async #toAccount(childId: PersonId): Promise<void> {
    const { links, peopleStore, accounts } = this.#doors;
    const child = peopleStore.child(childId);
    if (child === null) return;
    const version = child.linksVersion;
    const copy = { kind: 'links', version, content: links.copiesOf(childId) } as const;
    try {
      await callObject(() => accounts.getByName(child.accountId).takeCopy(copy));
      links.takenByAccount(childId, version);
    } catch (error) {
      console.error(`account ${child.accountId} did not take its links: ${error}`);
    }
  }

  async #toGuardian(link: LinkRow): Promise<void> {
    const { links, people, peopleStore, guardians } = this.#doors;
    const { linkId, childId, guardianId, version, rights, since, reasonCiphertext } = link;
    const child = peopleStore.child(childId);
    if (child === null) return;
    const { accountId } = child;
    const givenNameCiphertext = link.givenNameCiphertext ?? child.givenNameCiphertext;
    const accountKnows = link.from === null || !links.accountIsBehind(childId);
    const isEnding = !accountKnows && (link.state === 'ended' || link.state === 'frozen');
    const content = {
      ...{ linkId, childId, accountId, rights, since },
      state: isEnding ? 'ending' : link.state,
      givenNameCiphertext: hex(givenNameCiphertext),
      reasonCiphertext: reasonCiphertext === null ? null : hex(reasonCiphertext),
      adultAt: people.adultAt(child),
    } as const;
    try {
      await callObject(() => guardians.getByName(guardianId).takeLink({ version, content }));
      // One that is still ending is brought again when the account knows.
      if (!isEnding) links.takenByGuardian(linkId, version);
    } catch (error) {
      console.error(`guardian ${guardianId} did not take a link: ${error}`);
    }
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
