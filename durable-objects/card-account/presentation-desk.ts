// Shows a child to a till, remembers whom it showed by name, and logs each look. Absent: when a child may be shown
// and what a till is told (presenting.ts).
import type { PresentationId } from '../../contracts/ids.ts';
import { accepted, type Outcome } from '../../contracts/outcome.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { remember } from '../remember.ts';
import { activateByTap } from './card-desk.ts';
import type {
  EndPresentationCommand,
  PresentCardCommand,
  PresentNamedCommand,
  TillFacts,
} from './commands.ts';
import type { Face } from './face.ts';
import type { LookLog } from './look-log.ts';
import type { OpenAccount } from './open-account.ts';
import type { SealedPresentation } from './presentation-seal.ts';
import {
  endPresentation,
  presentationByName,
  presentationOfCard,
  presentedChild,
} from './presenting.ts';

const REMEMBERED_NAMED = 10;

export class PresentationDesk {
  readonly #ctx: DurableObjectState;
  readonly #account: OpenAccount;
  readonly #looks: LookLog;
  /** The same request again gets the same presentation, not another 90 s. */
  readonly #shownByName = new Map<PresentationId, SealedPresentation>();

  constructor(ctx: DurableObjectState, account: OpenAccount, looks: LookLog) {
    this.#ctx = ctx;
    this.#account = account;
    this.#looks = looks;
  }

  async ofCard(command: PresentCardCommand): Promise<Outcome<PresentedChild, Refusal>> {
    const face = await this.#account.face();
    if (this.#account.opened().settings.activateByFirstTap) {
      await this.#account.handle((books, now) => activateByTap(books, command, now));
    }
    const now = Date.now();
    const sealed = presentationOfCard(this.#account.books(), command, now);
    return sealed.ok ? accepted(this.#show(sealed.value, face, command.till, now)) : sealed;
  }

  async byName(command: PresentNamedCommand): Promise<Outcome<PresentedChild, Refusal>> {
    const face = await this.#account.face();
    const now = Date.now();
    const sealed = presentationByName(this.#account.books(), command, now);
    if (!sealed.ok) return sealed;
    const { presentationId, tillId } = sealed.value;
    const known = this.#shownByName.get(presentationId);
    const shown = known?.tillId === tillId ? known : sealed.value;
    remember(this.#shownByName, presentationId, shown, REMEMBERED_NAMED);
    return accepted(this.#show(shown, face, command.till, now));
  }

  end(command: EndPresentationCommand): Outcome<null, Refusal> {
    const books = this.#account.books();
    return this.#ctx.storage.transactionSync(() => endPresentation(books, command, Date.now()));
  }

  #show(sealed: SealedPresentation, face: Face, till: TillFacts, now: number): PresentedChild {
    const child = presentedChild(this.#account.books(), sealed, face, till, now);
    const { kind, presentationId } = child;
    const operatorId = till.operator?.operatorId ?? null;
    const { namedReason } = sealed;
    const { tillId } = till;
    this.#looks.shownAtTill({ at: now, tillId, operatorId, kind, namedReason, presentationId });
    return child;
  }
}
