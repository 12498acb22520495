// Which guides there are, by the last part of their address, in the order in which a parent meets them.

export const GUIDE_GROUPS = {
  begin: ['kom-godt-i-gang', 'tilknytning', 'foer-kortet-kommer', 'i-klubben'],
  money: [
    'indbetaling',
    'automatisk-optankning',
    'oversigt-over-forbrug',
    'begraensninger',
    'udbetaling',
    'friplads',
  ],
  card: ['aktiver-kort', 'spaer-kort', 'bestil-nyt-kort', 'ikke-til-ture'],
  family: ['flere-foraeldre', 'dit-eget-kort', 'beskeder'],
} as const;

export type GuideGroup = keyof typeof GUIDE_GROUPS;
export type GuideName = (typeof GUIDE_GROUPS)[GuideGroup][number];

export const GUIDE_NAMES: readonly GuideName[] = Object.values(GUIDE_GROUPS).flat();

export interface Guide {
  readonly title: string;
  /** One sentence that tells whether it is the right guide. */
  readonly lead: string;
  /** As ../article-text.ts reads it. */
  readonly text: string;
}

export type Guides = Readonly<Record<GuideName, Guide>>;

export function guideNamed(name: string): GuideName | null {
  return GUIDE_NAMES.find((known) => known === name) ?? null;
}
