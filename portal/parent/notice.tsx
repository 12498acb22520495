// A message on the page: its kind shows in sign, colour and border, and its title in words. `alert` speaks
// at once, for what was just refused.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../ui/icon.tsx';

export type NoticeKind = 'info' | 'done' | 'warning' | 'error';

interface NoticeProperties {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly alert?: boolean;
  readonly children?: ComponentChildren;
}

const ICONS: Record<NoticeKind, IconName> = {
  info: 'info',
  done: 'circle_check',
  warning: 'triangle_look',
  error: 'octagon_cross',
};

export function Notice({ kind, title, alert = false, children }: NoticeProperties) {
  return (
    <div class={`notice notice-${kind}`} role={alert ? 'alert' : undefined}>
      <Icon name={ICONS[kind]} />
      <div>
        <p class="notice-title">{title}</p>
        {children}
      </div>
    </div>
  );
}
