// The code of the club's letter, as it comes by the letter's QR code or by hand. The address's fragment
// stays in the browser: it is never sent, and is taken out of the address at once.
import { LinkCode } from '../../../contracts/links.ts';

/** The code of `#ABCDE-12345`, or null when the fragment holds none. */
export function codeOfFragment(fragment: string): string | null {
  const code = LinkCode.safeParse(decoded(fragment.replace(/^#/, '')));
  return code.success ? code.data : null;
}

/** As the letter prints it: two groups of five. */
export function groupedCode(code: string): string {
  return code.length === 10 ? `${code.slice(0, 5)}-${code.slice(5)}` : code;
}

export function isWholeCode(typed: string): boolean {
  return LinkCode.safeParse(typed).success;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A fragment that somebody mangled is no code.
    return '';
  }
}
