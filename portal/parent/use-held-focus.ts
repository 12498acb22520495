// Keeps the keyboard in a part of the page whose focused button or field goes away with what it did: the focus
// moves to the part's first field, or else to its first button. Deliberately absent: any move without such a loss.
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

export function useHeldFocus(): RefObject<HTMLElement | null> {
  const part = useRef<HTMLElement>(null);
  const last = useRef<Node | null>(null);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      const isInside = target instanceof Node && part.current?.contains(target);
      last.current = isInside ? target : null;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  useLayoutEffect(() => {
    if (last.current === null || last.current.isConnected) return;
    last.current = null;
    const next = part.current?.querySelector('input') ?? part.current?.querySelector('button');
    next?.focus();
  });
  return part;
}
