// Where a note may lie over the page: near its foot or its head, where it covers nothing that is pressed or must be
// read; else nowhere, and it waits. Pure, apart from reading the page once.

export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the note and the window's edge; the same in toasts.css. */
const EDGE = 12;
const STEP = 8;
/** How far from foot or head a note may lie: of the window's height. */
const REACH = 1 / 4;

/** What is pressed, typed in or told. */
const KEPT_FREE =
  'a[href], button, input, select, textarea, summary, label, .notice, [role="alert"], dialog[open]';

/** @returns the upper edge of the note, as near to the foot as may be, else to the head; null where it waits. */
export function toastTop(window: Size, note: Size, keptFree: readonly Box[]): number | null {
  const right = window.width - EDGE;
  const left = right - note.width;
  const isFree = (top: number) => {
    const box = { left, right, top, bottom: top + note.height };
    return keptFree.every((kept) => !meet(kept, box));
  };
  const foot = window.height - EDGE - note.height;
  const steps = Array.from(
    { length: Math.floor((window.height * REACH) / STEP) },
    (_, n) => n * STEP,
  );
  const tops = [...steps.map((down) => foot - down), ...steps.map((down) => EDGE + down)];
  return tops.find((top) => top >= EDGE && top <= foot && isFree(top)) ?? null;
}

/** Of the page as it stands now; what is not shown has no size. */
export function keptFreeBoxes(note: Element): Box[] {
  return [...document.querySelectorAll(KEPT_FREE)]
    .filter((element) => !note.contains(element))
    .map((element) => element.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0);
}

function meet(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
