// The till's page in a browser, as a cashier sees and touches it: by roles and words, never by classes.
import {
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import { BrowserScreen } from './browser-screen.ts';

export const WIDE = { width: 1280, height: 800 } as const;
export const PHONE = { width: 390, height: 844 } as const;

export interface ScreenOptions {
  readonly tillKey?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export const PINS = {
  'Mette Klubvoksen': '1234',
  'Søren Klubvoksen': '2345',
  'Emma Ungmedhjælper': '3456',
} as const;

const PATIENCE_MS = 8_000;

export type Tone = 'Gennemført' | 'Se efter' | 'Ikke muligt';

export class TillScreen extends BrowserScreen {
  static async open(browser: Browser, url: string, options: ScreenOptions): Promise<TillScreen> {
    const context = await browser.newContext({
      viewport: options.viewport ?? WIDE,
      locale: 'da-DK',
      timezoneId: 'Europe/Copenhagen',
      // Nothing moves while it is measured.
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const screen = new TillScreen(context, await context.newPage());
    await screen.page.goto(`${url}/kasse`);
    return screen;
  }

  private constructor(context: BrowserContext, page: Page) {
    super(context, page, { reflows: false });
  }

  async pair(code: string): Promise<void> {
    await this.page.getByLabel('Kode').fill(code);
    await this.page.getByRole('button', { name: 'Par kassen' }).click();
    await expect(this.page.getByRole('heading', { name: 'Par kassen' })).toBeHidden();
  }

  /** At the list of operators, on the screen or in its dialog. */
  async signIn(operator: keyof typeof PINS): Promise<void> {
    await this.page.getByRole('button', { name: operator, exact: false }).last().click();
    for (const digit of PINS[operator]) {
      await this.page.getByRole('button', { name: digit, exact: true }).click();
    }
    await expect(this.operatorButton(operator)).toBeVisible();
    await expect(this.page.getByRole('heading', { name: `PIN for ${operator}` })).toBeHidden();
  }

  /** Whoever sells at the moment: after this it is the one named. */
  async isTakenOverBy(operator: keyof typeof PINS): Promise<void> {
    const list = this.page.getByRole('heading', { name: 'Hvem står i kassen?' });
    const present = this.button(/^Kassebetjener: /);
    await expect(list.or(present)).toBeVisible();
    if (await this.operatorButton(operator).isVisible()) return;
    if (await present.isVisible()) await present.click();
    await this.signIn(operator);
  }

  operatorButton(operator: string): Locator {
    return this.page.getByRole('button', { name: `Kassebetjener: ${operator}. Skift` });
  }

  get childRegion(): Locator {
    return this.page.getByRole('region', { name: 'Barn ved kassen' });
  }

  get cart(): Locator {
    return this.page.getByRole('region', { name: 'Kurv' });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** The bar above, which says how server and reader are doing. */
  get states(): Locator {
    return this.page.getByRole('banner').getByRole('status');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  tile(productName: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${productName} ?,`) });
  }

  async category(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  get confirmButton(): Locator {
    return this.page.getByRole('button', { name: /^Bekræft køb/ });
  }

  outcome(tone: Tone): Locator {
    return this.page.getByRole('region', { name: `Resultat: ${tone}` });
  }

  async isWaiting(): Promise<void> {
    await expect(this.childRegion.getByRole('heading', { name: 'Klar til kort' })).toBeVisible();
  }

  async shows(childName: string): Promise<void> {
    await expect(this.childRegion.getByRole('heading', { name: childName })).toBeVisible();
  }

  async showsNobody(): Promise<void> {
    await expect(this.button('Ikke barnet på billedet')).toBeHidden();
  }

  async add(...productNames: readonly string[]): Promise<void> {
    for (const name of productNames) await this.tile(name).click();
  }

  async total(amount: string): Promise<void> {
    // Amounts are written with a space that does not break.
    await expect(
      this.cart.getByText(amount.replace(' ', '\u00a0'), { exact: true }).first(),
    ).toBeVisible();
  }

  /** Presses the large button and sees that the child has bought. */
  async confirmFor(childName: string): Promise<void> {
    await this.confirmButton.click();
    await expect(this.outcome('Gennemført')).toContainText(`Købt af ${childName}`);
  }

  /** From the card on the reader to the green sign. */
  async sell(childName: string, ...productNames: readonly string[]): Promise<void> {
    await this.shows(childName);
    await this.add(...productNames);
    await this.confirmFor(childName);
  }

  /** Staff only: types a name, chooses the face and shows the child with the reason that stands there. */
  async findByName(letters: string, childName: string): Promise<void> {
    await this.button('Find barn ved navn').click();
    await this.dialog.getByRole('searchbox', { name: 'Navn' }).fill(letters);
    await this.dialog.getByRole('button', { name: childName }).click();
    await this.button(`Vis ${childName} ved kassen`).click();
    await this.shows(childName);
  }

  /** What is said stays where it is: the page's date stands still, while its timers run on. */
  async stopTheDate(): Promise<void> {
    await this.page.clock.setFixedTime(Date.now());
  }
}
