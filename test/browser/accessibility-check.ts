// Looks at the page with axe (WCAG 2.2 AA) as it stands, in both languages and at both sizes, and where it is
// asked to, at the room that its text has. Collects what it finds instead of stopping, so that one run tells of
// every state.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { reflowFaults } from './reflow-check.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

/** States that were looked at in this run, by name. */
export const checkedStates = new Set<string>();

export class AccessibilityCheck {
  readonly violations: string[] = [];
  readonly #page: Page;
  readonly #reflows: boolean;

  constructor(page: Page, { reflows = false } = {}) {
    this.#page = page;
    this.#reflows = reflows;
  }

  /** Leaves the page in the language and at the size in which it was found. */
  async look(state: string): Promise<void> {
    checkedStates.add(state);
    const before = this.#page.viewportSize();
    const found = await this.#page.evaluate(() => document.documentElement.lang);
    for (const language of ['da', 'en'] as const) {
      if (!(await this.#switchLanguage(language))) continue;
      for (const size of SIZES) {
        await this.#page.setViewportSize(size);
        await this.#isDrawn();
        await this.#lookOnce(`${state}, ${language}, ${size.width}x${size.height}`);
      }
      if (this.#reflows) {
        this.violations.push(...(await reflowFaults(this.#page, `${state}, ${language}`)));
      }
    }
    await this.#switchLanguage(found === 'en' ? 'en' : 'da');
    if (before) await this.#page.setViewportSize(before);
    await this.#isDrawn();
  }

  async #lookOnce(where: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.#page }).withTags(TAGS).analyze();
    for (const { id, help, nodes } of violations) {
      const places = nodes.map(({ target }) => target.join(' ')).join(' | ');
      this.violations.push(`axe: ${where}: ${id}: ${help}: ${places}`);
    }
  }

  /**
   * The button is behind an open dialog at times; a script may press it all the same. @returns false where
   * the page has no such button yet.
   */
  async #switchLanguage(wanted: 'da' | 'en'): Promise<boolean> {
    const canSwitch = await this.#page.evaluate((language) => {
      if (document.documentElement.lang === language) return true;
      const button = document.querySelector<HTMLElement>(`header button[lang="${language}"]`);
      button?.click();
      return button !== null;
    }, wanted);
    if (!canSwitch) return false;
    await this.#page.waitForFunction(
      (language) => document.documentElement.lang === language,
      wanted,
    );
    return true;
  }

  /** Sizes are observed one frame later and drawn in the next. */
  async #isDrawn(): Promise<void> {
    await this.#page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
        ),
    );
  }
}
