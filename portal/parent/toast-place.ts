// Where a note may lie over the page: at its foot or at its head, where it covers nothing that is pressed or must be
// read; else nowhere, and it waits. Pure, apart from reading the page once.

export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export type ToastPlace = 'foot' | 'head';

/** Between the note and the window's edge; the same in toasts.css. */
const EDGE = 12;

/** What is pressed, typed in or told. A dialog is above all notes. */
const KEPT_FREE =
  'button, a.button, input, select, textarea, summary, label.choice, .notice, [role="alert"], dialog[open]';

export function toastPlace(
  window: { readonly width: number; readonly height: number },
  toast: { readonly width: number; readonly height: number },
  keptFree: readonly Box[],
): ToastPlace | null {
  const right = window.width - EDGE;
  const across = { left: right - toast.width, right };
  const boxes: Readonly<Record<ToastPlace, Box>> = {
    foot: {
      ...across,
      top: window.height - EDGE - toast.height,
      bottom: window.height - EDGE,
    },
    head: { ...across, top: EDGE, bottom: EDGE + toast.height },
  };
  const isFree = (place: ToastPlace) => keptFree.every((box) => !meet(box, boxes[place]));
  return (['foot', 'head'] as const).find(isFree) ?? null;
}

/** Of the page as it stands now; what is not shown has no size. */
export function keptFreeBoxes(toast: Element): Box[] {
  return [...document.querySelectorAll(KEPT_FREE)]
    .filter((element) => !toast.contains(element))
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
