// Hands bytes to the browser as a download. The address of the bytes lives only as long as the browser
// needs to begin.
const BEGINS_WITHIN_MS = 30_000;

export function saveFile(bytes: Blob, name: string): void {
  const href = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), BEGINS_WITHIN_MS);
}
