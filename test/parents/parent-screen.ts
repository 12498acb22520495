// The portal in a browser, as a parent sees and touches it: by roles and words, never by classes.
import {
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import { BrowserScreen } from '../browser/browser-screen.ts';

export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1280, height: 900 } as const;

export type Language = 'da' | 'en';

/** How a case is looked at: it runs once in each. */
export interface Look {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly language: Language;
}

export const LOOKS: readonly Look[] = [
  { name: 'phone, Danish', viewport: PHONE, language: 'da' },
  { name: 'desktop, English', viewport: DESKTOP, language: 'en' },
];

const PATIENCE_MS = 10_000;

export class ParentScreen extends BrowserScreen {
  readonly language: Language;

  static async open(browser: Browser, url: string, look: Look): Promise<ParentScreen> {
    const context = await browser.newContext({
      baseURL: url,
      viewport: look.viewport,
      locale: look.language === 'da' ? 'da-DK' : 'en-GB',
      timezoneId: 'Europe/Copenhagen',
      acceptDownloads: true,
      // Nothing moves while it is measured.
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript((language) => {
      localStorage.setItem(
        'klubkort-language',
        localStorage.getItem('klubkort-language') ?? language,
      );
    }, look.language);
    return new ParentScreen(context, await context.newPage(), look.language);
  }

  private constructor(context: BrowserContext, page: Page, language: Language) {
    super(context, page, { reflows: true });
    this.language = language;
  }

  /** From any page of the portal's that asks for it, through the provider and back. */
  async logIn(personaId: string): Promise<void> {
    await this.page.goto('/');
    await this.link('Log på med MitID', 'Log on with MitID').click();
    await this.chooses(personaId);
    await this.heads('Mine børn', 'My children');
  }

  /** At the provider's page. */
  async chooses(personaId: string): Promise<void> {
    await this.page.locator(`button[value="${personaId}"]`).click();
  }

  /** A page of the portal, by a full load. */
  async at(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Asked for before the page is opened: the line may have said its first word when the page is loaded. */
  async opensItsLine(): Promise<void> {
    const line = await this.page.waitForEvent('websocket');
    await line.waitForEvent('framereceived');
  }

  /** The part of the overview that is about one child. */
  child(name: string): Locator {
    return this.page.getByRole('listitem').filter({
      has: this.page.getByRole('heading', { name }),
    });
  }

  /** The sentence in the language of this screen. */
  say(da: string, en: string): string {
    return this.language === 'da' ? da : en;
  }

  button(da: string, en: string): Locator {
    return this.page.getByRole('button', { name: this.say(da, en) });
  }

  link(da: string, en: string): Locator {
    return this.page.getByRole('link', { name: this.say(da, en) });
  }

  async heads(da: string, en: string): Promise<void> {
    await expect(
      this.page.getByRole('heading', { level: 1, name: this.say(da, en) }),
    ).toBeVisible();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }
}
