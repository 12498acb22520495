// Looks at the page as it stands where there is little room for its text: 320 px wide, and with text of twice
// the size (WCAG 1.4.10 and 1.4.4). Nothing may scroll sideways, leave its box or be cut off.
import type { Page } from '@playwright/test';

interface Narrowness {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly textSize: '100%' | '200%';
}

const NARROWNESSES: readonly Narrowness[] = [
  { name: '320 px wide', viewport: { width: 320, height: 640 }, textSize: '100%' },
  { name: 'a phone, twice the text', viewport: { width: 360, height: 740 }, textSize: '200%' },
  { name: 'a desktop, twice the text', viewport: { width: 1280, height: 800 }, textSize: '200%' },
];

/** In the language that the page has. Leaves it at the size in which it was found. */
export async function reflowFaults(page: Page, state: string): Promise<string[]> {
  const before = page.viewportSize();
  const faults: string[] = [];
  for (const { name, viewport, textSize } of NARROWNESSES) {
    await page.setViewportSize(viewport);
    const found = await page.evaluate(cutOffAt, textSize);
    faults.push(...found.map((what) => `reflow: ${state}, ${name}: ${what}`));
  }
  if (before) await page.setViewportSize(before);
  return faults;
}

/** Runs in the page: it can use nothing of this file. */
async function cutOffAt(textSize: string): Promise<string[]> {
  /** Letters may stand out of their line by this much. */
  const tolerance = 4;
  const root = document.documentElement;
  root.style.fontSize = textSize;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const found = new Set<string>();
  if (root.scrollWidth > root.clientWidth) {
    found.add(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const words = text.textContent?.trim() ?? '';
    const element = text.parentElement;
    if (words === '' || !element?.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('.visually-hidden') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const letters of range.getClientRects()) look(element, letters, words.slice(0, 40));
  }
  root.style.fontSize = '';
  return [...found];

  function look(element: Element, letters: DOMRect, words: string): void {
    if (letters.left < -1) found.add(`"${words}" begins left of the page`);
    if (letters.right > root.clientWidth + 1) found.add(`"${words}" ends right of the page`);
    for (let box: Element | null = element; box && box !== document.body; box = holderOf(box)) {
      const style = getComputedStyle(box);
      if (style.display === 'inline' || style.display === 'contents') continue;
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const isWider = letters.left < left - tolerance || letters.right > right + tolerance;
      const isHigher = letters.top < top - tolerance || letters.bottom > bottom + tolerance;
      const name = `${box.localName}.${box.className}`;
      const isTable = box.querySelector('table') !== null;
      if (isWider && style.overflowX !== 'visible' && !isTable) {
        found.add(`"${words}" is cut off at the side of ${name}`);
      }
      if (isHigher && ['hidden', 'clip'].includes(style.overflowY)) {
        found.add(`"${words}" is cut off above or below in ${name}`);
      }
      const isDrawn =
        style.borderTopWidth !== '0px' || !/^rgba\(.*, 0\)$/.test(style.backgroundColor);
      if (isDrawn && (isWider || isHigher) && style.overflowX === 'visible') {
        found.add(`"${words}" leaves ${name}`);
      }
    }
  }

  /** What is placed by itself is in no box but the one that it is placed in. */
  function holderOf(box: Element): Element | null {
    const { position } = getComputedStyle(box);
    if (position === 'fixed') return null;
    return position === 'absolute' && box instanceof HTMLElement
      ? box.offsetParent
      : box.parentElement;
  }
}
