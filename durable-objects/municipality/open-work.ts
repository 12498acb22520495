// What a municipality has left open, and its alarm comes back to (I9): the cards of a batch, copies that were not
// taken, the nightly audit, the hourly walk of top-ups. Absent: how each of them is done, which has its own file.
import type { CardOffice } from './card-office.ts';
import type { LinkPushes } from './link-pushes.ts';
import type { MunicipalityAlarm } from './municipality-alarm.ts';
import { nextAuditAt } from './next-audit-at.ts';
import type { AuditAnswer, NightlyAudit } from './nightly-audit.ts';
import type { SettingsPushes } from './settings-pushes.ts';
import type { TillPushes } from './till-pushes.ts';
import type { TopUpSweep } from './top-up-sweep.ts';

export interface OpenWorkParts {
  readonly alarm: MunicipalityAlarm;
  readonly cards: CardOffice;
  readonly tillPushes: TillPushes;
  readonly settingsPushes: SettingsPushes;
  readonly linkPushes: LinkPushes;
  readonly audit: NightlyAudit;
  readonly topUpSweep: TopUpSweep;
}

export class OpenWork {
  readonly #parts: OpenWorkParts;

  constructor(parts: OpenWorkParts) {
    this.#parts = parts;
  }

  /** At each start: the runtime drops an alarm after six failures. */
  async ensureAlarm(): Promise<void> {
    await this.#parts.alarm.noLaterThan(nextAuditAt(Date.now()));
    await this.comeBackToSweep();
  }

  async comeBackToSweep(): Promise<void> {
    const at = this.#parts.topUpSweep.nextAt(Date.now());
    if (at !== null) await this.#parts.alarm.noLaterThan(at);
  }

  /** A slice of all that is open. The audit puts the alarm off; whatever is left over brings it forward again. */
  async goOn(): Promise<void> {
    const { alarm, cards, tillPushes, settingsPushes, linkPushes, audit, topUpSweep } = this.#parts;
    await cards.goOn();
    await tillPushes.push();
    await settingsPushes.push();
    const now = Date.now();
    await alarm.putTo(await audit.goOn(now));
    await linkPushes.push();
    const pushes = [tillPushes, settingsPushes, linkPushes];
    if (pushes.some(({ isAnyBehind }) => isAnyBehind)) await alarm.askAgain(now);
    if (cards.isBatchOpen) await alarm.askAgain(now);
    const sweepAt = await topUpSweep.goOn(now);
    if (sweepAt !== null) await alarm.noLaterThan(sweepAt);
  }

  async auditAll(): Promise<AuditAnswer[]> {
    await this.#parts.tillPushes.push();
    await this.#parts.linkPushes.push();
    return this.#parts.audit.all();
  }
}
