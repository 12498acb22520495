// Tells a guardian whose rule is due and held back: of the cap once a month, of the daily fuse once a day. Inside the
// caller's transaction. Absent: what holds it (decide-held.ts), and who hears it (notice-content.ts).
import type { StoredRule } from './auto-top-up-store.ts';
import type { AccountStanding, StandingRule } from './decide-auto-top-up.ts';
import { heldOf, periodOf } from './decide-held.ts';
import type { Books } from './settle.ts';

export class HeldNews {
  readonly #doors: { readonly books: () => Books };

  constructor(doors: { readonly books: () => Books }) {
    this.#doors = doors;
  }

  tell(
    rules: readonly StoredRule[],
    standingRules: readonly StandingRule[],
    standing: AccountStanding,
  ): void {
    for (const { ruleId, guardianId: payer } of rules) {
      const rule = standingRules.find((one) => one.ruleId === ruleId);
      const held = rule === undefined ? null : heldOf(rule, standingRules, standing);
      if (held === null) continue;
      const facts = { payer, ruleId, held };
      this.#doors
        .books()
        .store.insertNoticeOnceAs(
          { at: standing.now, kind: 'auto_top_up_held', facts },
          `auto_top_up_held ${ruleId} ${periodOf(held)}`,
        );
    }
  }
}
