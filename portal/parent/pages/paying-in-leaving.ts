// The way to a provider's page, and what the address says when it leads back. Absent: what has become of it.
import { address } from '../router.ts';

const LONGEST_WAY_MS = 10_000;

/** Done when the page is shown again, or when the way there takes too long to be waited for. */
export async function leaveFor(page: string): Promise<void> {
  const { protocol } = new URL(page);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`not a page: ${protocol}`);
  location.assign(page);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, LONGEST_WAY_MS);
    const back = () => {
      clearTimeout(timer);
      resolve();
    };
    addEventListener('pageshow', back, { once: true });
  });
}

/** `indbetaling`: the top-up, `automatisk`: the rule, `kvittering`: the receipt that is asked for. */
export type AskedFor = 'indbetaling' | 'automatisk' | 'kvittering';

/** The id, as it stands in the address; providers add words of their own. */
export function askedFor(what: AskedFor, search: string = address.value.search): string | null {
  const id = new URLSearchParams(search).get(what);
  return id !== null && /^[\w-]{1,64}$/.test(id) ? id : null;
}

/** Calls back when the reader comes back to the page that stood, or to its tab. */
export function onComingBack(callBack: () => void): () => void {
  const shown = (event: PageTransitionEvent) => event.persisted && callBack();
  const seen = () => document.visibilityState === 'visible' && callBack();
  addEventListener('pageshow', shown);
  document.addEventListener('visibilitychange', seen);
  return () => {
    removeEventListener('pageshow', shown);
    document.removeEventListener('visibilitychange', seen);
  };
}
