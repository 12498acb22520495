// The pages of the demo's identity provider: who to be, and the way out. Plain HTML in two languages; style and
// script are files of their own, so that a strict policy can stand on every page.
import type { Persona } from './demo-personas.ts';

export type PageLanguage = 'da' | 'en';

const WORDS = {
  da: {
    title: 'Log på demoen',
    choose: 'Hvem vil du være?',
    explained: 'Alle personer er opdigtede. Her står den rigtige løsnings MitID.',
    abort: 'Afbryd',
    loggingOut: 'Du logger ud',
    logOut: 'Log ud',
  },
  en: {
    title: 'Log in to the demo',
    choose: 'Who do you want to be?',
    explained: 'All persons are invented. In the real solution MitID stands here.',
    abort: 'Cancel',
    loggingOut: 'You are logging out',
    logOut: 'Log out',
  },
} as const;

export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";

export const STYLE = `:root { font: 18px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #f5f5f5; }
main { max-width: 34rem; margin: 2rem auto; padding: 1.5rem; background: #fff; }
h1 { font-size: 1.5rem; margin: 0 0 0.5rem; }
ul { list-style: none; padding: 0; margin: 1rem 0; }
button { display: block; width: 100%; min-height: 3.5rem; margin: 0.5rem 0; padding: 0.5rem 1rem;
  font: inherit; text-align: left; color: #1a1a1a; background: #fff; border: 2px solid #1b4d89;
  border-radius: 4px; cursor: pointer; }
button strong, button span { display: block; }
button:hover, button:focus-visible { background: #e3edf8; outline: 3px solid #1b4d89; }
`;

/** On the page that ends a login: a broker asks nothing there. Without JavaScript the button does it. */
export const LOGOUT_SCRIPT = "document.querySelector('button[name=logout]').click();\n";

export function chooserPage(
  personas: readonly Persona[],
  action: string,
  language: PageLanguage,
): string {
  const words = WORDS[language];
  const choices = personas.map(
    ({ personaId, givenName, familyName, about }) =>
      `<li><button name="persona" value="${personaId}"><strong>${escaped(`${givenName} ${familyName}`)}</strong> <span>${escaped(about[language])}</span></button></li>`,
  );
  return page(
    language,
    words.title,
    `<h1>${words.choose}</h1><p>${words.explained}</p>
<form method="post" action="${escaped(action)}">
<ul>${choices.join('\n')}</ul>
<button name="abort" value="yes">${words.abort}</button>
</form>`,
  );
}

/** @param form the provider's own, which carries what proves that the page is its own. */
export function logoutPage(form: string, language: PageLanguage): string {
  const words = WORDS[language];
  return page(
    language,
    words.loggingOut,
    `<h1>${words.loggingOut}</h1>
${form}
<button form="op.logoutForm" name="logout" value="yes">${words.logOut}</button>
<script src="/logout.js"></script>`,
  );
}

function page(language: PageLanguage, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/pages.css">
</head>
<body><main>${content}</main></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}
