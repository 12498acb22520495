// One shape for each of the eight colours of categories, so that colour is never the only sign.
const SHAPES = [
  'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z',
  'M4 4h16v16H4z',
  'M12 3l10 18H2z',
  'M12 1.5L22 12 12 22.5 2 12z',
  'M7 3.5h10L22 12l-5 8.5H7L2 12z',
  'M12 21C5 15.5 2.5 12.5 2.5 8.8A5 5 0 0 1 12 6.6a5 5 0 0 1 9.5 2.2C21.5 12.5 19 15.5 12 21z',
  'M12 2c4.5 5.5 7 9 7 12.5a7 7 0 0 1-14 0C5 11 7.5 7.5 12 2z',
  'M9 3h6v6h6v6h-6v6H9v-6H3V9h6z',
] as const;

export function CategoryShape({ colour }: { readonly colour: number }) {
  return (
    <svg class="shape" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[(colour - 1) % SHAPES.length] ?? SHAPES[0]} />
    </svg>
  );
}
