// A mistake beside the field or button that it belongs to. The place around it is a live region.
import type { ComponentChildren } from 'preact';
import { Icon } from '../ui/icon.tsx';

export function Mistake({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="alert alert-error">
      <Icon name="octagon_cross" />
      <span>{children}</span>
    </p>
  );
}
