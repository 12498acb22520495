// "Almas", "Jonas'": whose something is, in Danish.

export function genitive(name: string): string {
  return /[sxz]$/i.test(name) ? `${name}'` : `${name}s`;
}
