// The types of build-reader-addon.mjs, which is plain JavaScript because it runs before anything is installed.
export function buildReaderAddon(root?: string): {
  readonly kind: 'built' | 'present' | 'no_headers' | 'not_installed';
  readonly sentence: string;
};
