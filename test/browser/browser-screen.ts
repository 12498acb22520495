// A page of the product in a browser: keeps what the browser complained of and what does not hold on the page
// as it stands; a case fails by it though all else went well.
import type { BrowserContext, Page } from '@playwright/test';
import { AccessibilityCheck } from './accessibility-check.ts';

export class BrowserScreen {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly accessibility: AccessibilityCheck;
  /** What the browser said by itself: errors of the page, refused content, requests that failed. */
  readonly complaints: string[] = [];
  readonly #allowed: RegExp[] = [];

  constructor(context: BrowserContext, page: Page, { reflows }: { readonly reflows: boolean }) {
    this.context = context;
    this.page = page;
    this.accessibility = new AccessibilityCheck(page, { reflows });
    page.on('pageerror', (error) => this.#complain(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      this.#complain(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
  }

  /** The browser notes each answer of 400 and above; a case that provokes one says which. */
  mayBeAnswered(...statuses: readonly number[]): void {
    for (const status of statuses)
      this.#allowed.push(new RegExp(`responded with a status of ${status} `));
  }

  /** The line will be down: every request and socket that fails is noted by the browser. */
  mayBeCutOff(): void {
    this.#allowed.push(/net::ERR_\w+/, /WebSocket connection to .* failed/);
  }

  #complain(words: string): void {
    if (!this.#allowed.some((pattern) => pattern.test(words))) this.complaints.push(words);
  }

  /** Everything that must not be there at the end of a case, in words. */
  faults(): string[] {
    return [...this.complaints, ...this.accessibility.violations];
  }
}
