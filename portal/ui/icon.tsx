// The signs of the portal, drawn as lines. Always beside a text or with the text as the button's name.
const PATHS = {
  check: 'M5 13l4 4L19 7',
  circle_check: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.5l3 3 5-6',
  triangle_look: 'M12 3.5L22 20H2zM12 10v4.5M12 17.2v.1',
  octagon_cross: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM9 9l6 6M15 9l-6 6',
  card: 'M3 6h18v12H3zM3 10h18M7 15h4',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  sound: 'M4 10v4h3l5 4V6L7 10zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11',
  silence: 'M4 10v4h3l5 4V6L7 10zM16 9.5l5 5M21 9.5l-5 5',
  undo: 'M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  park: 'M8 5v14M16 5v14',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  cross: 'M6 6l12 12M18 6L6 18',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21a8 8 0 0 1 16 0',
  switch: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  link: 'M4 12a8 8 0 0 1 16 0M7.5 13.5a4.5 4.5 0 0 1 9 0M12 16v.1',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3',
  erase: 'M9 6h12v12H9l-6-6zM12 10l5 4M17 10l-5 4',
  up: 'M5 15l7-7 7 7',
  down: 'M5 9l7 7 7-7',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  star: 'M12 3.5l2.6 5.6 6.1.7-4.5 4.2 1.2 6L12 17l-5.4 3 1.2-6-4.5-4.2 6.1-.7z',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.5v.1',
  menu: 'M4 6h16M4 12h16M4 18h16',
  envelope: 'M3 5.5h18v13H3zM3 6.5l9 7 9-7',
  right: 'M9 5l7 7-7 7',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
