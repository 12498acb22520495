// What the launcher says when the demo is up: addresses, codes, PINs, and a few children worth a tap.
import { letterIsFor } from './demo-families.ts';
import { DEMO_CLUBS, DEMO_READER_TILL, tillKey } from './demo-world.ts';

export interface Welcome {
  readonly url: string;
  readonly statusPort: number;
  readonly outboxUrl: string;
  readonly nexiUrl: string;
  readonly mobilepayUrl: string;
  readonly reader: 'fake' | 'pcsc';
  /** Till's key → a fresh code. */
  readonly codes: Readonly<Record<string, string>>;
  /** Child's full name → the code of the letter to the home. */
  readonly letterCodes: Readonly<Record<string, string>>;
  readonly stateDirectory: string;
}

export function welcomeText(welcome: Welcome): string {
  const { url, statusPort, outboxUrl, reader, codes, letterCodes, stateDirectory } = welcome;
  const { nexiUrl, mobilepayUrl } = welcome;
  const state = stateDirectory === '.klubkort' ? '' : ` --state ${stateDirectory}`;
  const readerText = reader === 'fake' ? 'played by npm run tap' : "the machine's reader service";
  return `
Parents         ${url}/   (log in as one of the demo's people)
Till screen     ${url}/kasse
Reader bridge   http://127.0.0.1:${statusPort}/   (${readerText})
E-mails         ${outboxUrl}/   (kept here instead of being sent)
Nexi            ${nexiUrl}/simulator   (no real money)
MobilePay       ${mobilepayUrl}/simulator   (no real money)

Pair the screen of the till with the reader by this code:   ${codes[DEMO_READER_TILL]}

${tillTable(codes)}

Letters with a code that links a child, once (the next start prints others)
${letterTable(letterCodes)}

Operators and their PINs
${DEMO_CLUBS.map(({ name, operators }) => `  ${name}: ${operators.map(pinOf).join(', ')}`).join('\n')}

Hold a child's card to the reader from another terminal:
  npm run tap -- "Alma Testesen"${state}         a card with money on the account
  npm run tap -- "Gustav Prøvesen"${state}       tight limits
  npm run tap -- "Fatima Testesen"${state}       a blocked card
  npm run tap -- "Hanna Demosen"${state}         little money
Esther Øvesen has no card yet and is found by name.

Make the cards that parents have ordered, and bring them to the club:
  npm run make-cards${state === '' ? '' : ` --${state}`}
`;
}

function letterTable(codes: Readonly<Record<string, string>>): string {
  return Object.entries(codes)
    .map(([name, code]) => `  ${name.padEnd(18)}${code.padEnd(14)}for ${letterIsFor(name)}`)
    .join('\n');
}

function tillTable(codes: Readonly<Record<string, string>>): string {
  const rows = DEMO_CLUBS.flatMap((club) =>
    club.salesPoints.map(({ salesPointId, name }) => {
      const key = tillKey(club.clubId, salesPointId);
      const mark = key === DEMO_READER_TILL ? 'reader' : '';
      return `  ${club.name.padEnd(18)}${name.padEnd(13)}${(codes[key] ?? '').padEnd(12)}${mark}`;
    }),
  );
  return [`  ${'Club'.padEnd(18)}${'Till'.padEnd(13)}${'Code (today)'.padEnd(12)}`, ...rows].join(
    '\n',
  );
}

function pinOf({ name, kind, pin }: { name: string; kind: string; pin: string }): string {
  return `${name} ${pin}${kind === 'youth' ? ' (youth)' : ''}`;
}
