// The page of paying in as a parent meets it in a case: where it is, what is chosen on it, and what it says.
import { expect, type Locator } from '@playwright/test';
import { z } from 'zod';
import type { ParentScreen } from './parent-screen.ts';
import type { Way } from './payers-hand.ts';
import type { RunningDemo } from './running-demo.ts';

const Listed = z.object({
  mine: z.array(z.object({ state: z.string(), amountOre: z.int(), ruleId: z.string().nullable() })),
});

export class PayingInPage {
  readonly screen: ParentScreen;
  readonly #demo: RunningDemo;
  readonly #child: string;

  constructor(screen: ParentScreen, demo: RunningDemo, child: string) {
    this.screen = screen;
    this.#demo = demo;
    this.#child = child;
  }

  get path(): string {
    return `/boern/${this.#demo.accountId(this.#child)}/indbetaling`;
  }

  async opens(): Promise<void> {
    await this.screen.at(this.path);
    await this.screen.heads('Indbetaling', 'Paying in');
  }

  /** From the overview, by the button on the child's card. */
  async isReachedFromOverview(): Promise<void> {
    const name = this.screen.say('Sæt penge ind', 'Pay in');
    await this.screen.child(this.#child).getByRole('link', { name }).click();
    await this.screen.heads('Indbetaling', 'Paying in');
  }

  async chooses(kroner: number): Promise<void> {
    await this.screen.page.getByRole('radio', { name: new RegExp(`\\b${kroner}\\b`) }).check();
  }

  async types(amount: string): Promise<void> {
    const other = this.screen.say('Andet beløb', 'Other amount');
    await this.screen.page.getByRole('radio', { name: other }).check();
    await this.ownAmount.fill(amount);
  }

  get ownAmount(): Locator {
    return this.screen.page.getByLabel(
      this.screen.say('Dit beløb i kroner', 'Your amount in kroner'),
    );
  }

  async paysBy(way: Way): Promise<void> {
    const name = way === 'nexi' ? this.screen.say('Betalingskort', 'Payment card') : /MobilePay/;
    await this.byHand.getByRole('radio', { name }).check();
  }

  get byHand(): Locator {
    return this.screen.page.getByRole('region', {
      name: this.screen.say('Sæt penge ind', 'Pay in'),
      exact: true,
    });
  }

  get automatic(): Locator {
    return this.screen.page.getByRole('region', {
      name: this.screen.say('Automatisk optankning', 'Automatic top-up'),
    });
  }

  get payButton(): Locator {
    return this.byHand.getByRole('button', { name: this.screen.say('Betal', 'Pay') });
  }

  /** Something that the page says, as a heading of a message or in it. */
  async says(da: string, en: string): Promise<void> {
    await expect(this.screen.page.getByText(this.screen.say(da, en)).first()).toBeVisible();
  }

  async saysNot(da: string, en: string): Promise<void> {
    await expect(this.screen.page.getByText(this.screen.say(da, en))).toHaveCount(0);
  }

  async isPaid(kroner: number): Promise<void> {
    await this.says(
      `${kroner}\u00a0kr. er sat ind på kontoen`,
      `DKK\u00a0${kroner} has been paid in`,
    );
  }

  /** Opens the sentence of a new rule, or of the own one. */
  async opensSentence(): Promise<void> {
    const make = this.button('Slå automatisk optankning til', 'Turn on automatic top-up');
    const change = this.automatic.getByRole('button', {
      name: this.screen.say('Ret Automatisk optankning', 'Change Automatic top-up'),
    });
    await make.or(change).click();
  }

  /** In kroner; what is left out stays as it stands. */
  async writes(sentence: {
    readonly below?: number;
    readonly amount?: number;
    readonly most?: number;
    readonly day?: number;
    readonly byBalance?: boolean;
  }): Promise<void> {
    const field = (da: string, en: string) => this.automatic.getByLabel(this.screen.say(da, en));
    const { below, amount, most, day, byBalance } = sentence;
    if (below !== undefined) {
      await field('Grænse for saldoen', 'Threshold of the balance').fill(`${below}`);
    }
    if (amount !== undefined) await field('Beløb hver gang', 'Amount each time').fill(`${amount}`);
    if (most !== undefined) await field('Højst om måneden', 'At most a month').fill(`${most}`);
    if (day !== undefined) {
      await field('Dag i måneden', 'Day of the month').selectOption(`${day}`);
    }
    if (byBalance === false) {
      const name = this.screen.say('Når saldoen er under', 'When the balance is below');
      await this.automatic.getByRole('checkbox', { name, exact: true }).uncheck();
    }
  }

  async agrees(): Promise<void> {
    const consent = this.automatic.getByRole('group', {
      name: this.screen.say('Dit samtykke', 'Your consent'),
    });
    await consent.getByRole('checkbox').check();
  }

  async setsUpBy(way: Way): Promise<void> {
    const name = way === 'nexi' ? this.screen.say('Betalingskort', 'Payment card') : /MobilePay/;
    await this.automatic.getByRole('radio', { name }).check();
    await this.approves();
  }

  /** Of the sentence as it stands, on the way to the provider. */
  async approves(): Promise<void> {
    await this.agrees();
    await this.approveButton.click();
  }

  get approveButton(): Locator {
    return this.automatic.getByRole('button', {
      name: this.screen.say('Godkend og fortsæt', 'Approve and continue'),
    });
  }

  async isTurnedOn(): Promise<void> {
    await this.says('Automatisk optankning er slået til', 'Automatic top-up is turned on');
  }

  async isChanged(): Promise<void> {
    await this.says(
      'Ændringen er godkendt og gælder nu',
      'The change is approved and in effect now',
    );
  }

  async runsAgain(): Promise<void> {
    await this.says('Automatisk optankning kører igen', 'Automatic top-up is running again');
  }

  async isPaused(): Promise<void> {
    const paused = this.screen.say('er sat på pause', 'is paused');
    await expect(this.automatic.getByText(paused).first()).toBeVisible({ timeout: 20_000 });
  }

  /** The balance as the open page shows it, without anybody loading it anew. */
  async showsBalance(kroner: number): Promise<void> {
    await expect(
      this.byHand.getByText(this.screen.say(`${kroner},00\u00a0kr.`, `DKK\u00a0${kroner}.00`)),
    ).toBeVisible({ timeout: 20_000 });
  }

  button(da: string, en: string): Locator {
    return this.screen.button(da, en);
  }

  /** What became of each, as the account says it, newest first. */
  async states(): Promise<string[]> {
    const listed = await this.#listed();
    return listed.map(({ state }) => state);
  }

  /** What was credited by hand and by itself. */
  async creditedOre(): Promise<number> {
    const listed = await this.#listed();
    return listed
      .filter(({ state }) => state === 'credited')
      .reduce((sum, { amountOre }) => sum + amountOre, 0);
  }

  async #listed() {
    const accountId = this.#demo.accountId(this.#child);
    const answer = await this.screen.page.request.get(`/api/accounts/${accountId}/top-ups`);
    return Listed.parse(await answer.json()).mine;
  }
}
