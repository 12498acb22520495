// Children as their clubs register them: where they are members, the card in their hand, and how a till finds them
// by name. Their accounts have it before the answer. Absent: the fields of a child (people.ts), links, and cards
// on order (card-office.ts).
import type { AccountId, ClubId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import { type FoundChild, MOST_FOUND_CHILDREN } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { isRandomUid } from '../../contracts/taps.ts';
import { callForOutcome } from '../call-object.ts';
import type { Env } from '../env.ts';
import { keyedHash } from '../keyed-hash.ts';
import type { AccountPushes } from './account-pushes.ts';
import type { CardWorkStore } from './card-work-store.ts';
import type {
  EndMembershipCommand,
  RegisterCardCommand,
  RegisterChildCommand,
  RegisteredChild,
  SearchChildrenCommand,
} from './commands.ts';
import type { LinkOffice } from './link-office.ts';
import type { LinksStore } from './links-store.ts';
import type { People } from './people.ts';
import type { ChildRow, PeopleStore } from './people-store.ts';
import type { RegistryStore } from './registry-store.ts';

export interface ChildOfficeDoors {
  readonly storage: DurableObjectStorage;
  readonly people: People;
  readonly peopleStore: PeopleStore;
  readonly links: LinksStore;
  readonly linkOffice: LinkOffice;
  readonly registry: RegistryStore;
  readonly workList: CardWorkStore;
  readonly accountPushes: AccountPushes;
  readonly accounts: Env['CARD_ACCOUNT'];
  readonly cardKey: string;
  readonly mintAccountId: () => AccountId;
}

export class ChildOffice {
  readonly #doors: ChildOfficeDoors;

  constructor(doors: ChildOfficeDoors) {
    this.#doors = doors;
  }

  async register(command: RegisterChildCommand): Promise<RegisteredChild> {
    const { storage, people, links, linkOffice, accountPushes, mintAccountId } = this.#doors;
    const accountId = storage.transactionSync(() =>
      people.put(command, mintAccountId, Date.now(), (childId, before) =>
        links.raiseVersionsOf(childId, before),
      ),
    );
    await accountPushes.push(accountId);
    await linkOffice.push(command.childId);
    return { accountId };
  }

  /** Refusals in order: `account_unknown`, `not_found` (it never was a member there). */
  async endMembership(command: EndMembershipCommand): Promise<Outcome<null, Refusal>> {
    const { childId, clubId, by } = command;
    const { storage, peopleStore, registry, accountPushes } = this.#doors;
    const child = peopleStore.child(childId);
    if (child === null) return refused({ code: 'account_unknown' });
    if (!peopleStore.clubsOf(childId).includes(clubId)) return refused({ code: 'not_found' });
    const now = Date.now();
    storage.transactionSync(() => {
      if (!peopleStore.endMembership(childId, clubId, now)) return;
      registry.insertAuditLog(`staff:${by}`, 'membership_ended', [childId, clubId], now);
    });
    await accountPushes.push(child.accountId);
    return accepted(null);
  }

  isMember(accountId: AccountId, clubId: ClubId): boolean {
    return this.#doors.peopleStore.isMember(accountId, clubId, Date.now());
  }

  /**
   * Refusals in order: `account_unknown`, `card_not_usable` (a UID that is drawn at random),
   * `card_state_conflict` (the UID is another card's, or the id is another UID's or child's).
   */
  async registerCard(command: RegisterCardCommand): Promise<Outcome<null, Refusal>> {
    const { cardId, childId, uid, by } = command;
    const { peopleStore, registry, workList, accounts, cardKey } = this.#doors;
    const printedNumber = command.printedNumber ?? null;
    const child = peopleStore.child(childId);
    if (child === null) return refused({ code: 'account_unknown' });
    if (isRandomUid(uid)) return refused({ code: 'card_not_usable' });
    const identifier = keyedHash('card', uid, cardKey);
    const { accountId } = child;
    const known = registry.cardByIdentifier(identifier) ?? registry.card(cardId);
    const isSame =
      known?.cardId === cardId && known.identifier === identifier && known.accountId === accountId;
    const isTaken = workList.isTaken(identifier, cardId);
    if (isTaken || (known !== null && !isSame)) return refused({ code: 'card_state_conflict' });
    if (known === null) {
      registry.insertCard({ cardId, identifier, accountId, printedNumber, registeredBy: by });
    }
    if (!registry.isOpened(accountId)) return accepted(null);
    return callForOutcome<null>(() =>
      accounts.getByName(accountId).addCard({ cardId, identifier, printedNumber, by }),
    );
  }

  /** Members of a club by the beginning of a name; each face shown is logged (I13). */
  async search(command: SearchChildrenCommand): Promise<FoundChild[]> {
    const { clubId, query, tillId, operatorId } = command;
    const { people, registry } = this.#doors;
    const children = await people.search(clubId, query, MOST_FOUND_CHILDREN);
    const found = children.flatMap((child) => this.#found(child) ?? []);
    const accountIds = found.map(({ accountId }) => accountId);
    const actor = `till:${tillId} operator:${operatorId}`;
    registry.insertAuditLog(actor, 'children_searched', accountIds, Date.now());
    return found;
  }

  #found(child: ChildRow): FoundChild | null {
    const { people, registry } = this.#doors;
    const revealed = people.reveal(child);
    if (revealed === null) return null;
    const { accountId } = child;
    const hasCard = registry.cardsOfAccount(accountId).length > 0;
    return {
      accountId,
      childName: revealed.name,
      photo: revealed.photo,
      suggestedReason: hasCard ? 'forgotten_card' : 'no_card_yet',
    };
  }
}
