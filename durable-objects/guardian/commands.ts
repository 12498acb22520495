// What other objects and the edge ask of a guardian's object.
import type { AccountId, GuardianId, PersonId } from '../../contracts/ids.ts';
import type { NoticeContent } from '../../contracts/inbox.ts';

/** Something that happened on a child's account, as this one guardian may hear of it. */
export interface AccountNotice {
  /** From the journal, or from the account's queue; each counts its own sequence. */
  readonly source: 'entry' | 'notice';
  readonly sequence: number;
  readonly at: number;
  readonly content: NoticeContent;
  /** The other guardian that it tells of, whose name is put in when it is read; null where it tells of none. */
  readonly about: GuardianId | null;
}

export interface TakeNoticesCommand {
  readonly accountId: AccountId;
  /** The first name stays under the child's own key, in hex. */
  readonly child: { readonly childId: PersonId; readonly givenNameCiphertext: string };
  readonly notices: readonly AccountNotice[];
}
