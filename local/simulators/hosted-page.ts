// The page that a provider shows to a payer, drawn plainly and never to be mistaken for the real one: choose a
// card or phone, then approve, decline, close or delay. HTML forms, no script. Danish and English.
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type PageLanguage = 'da' | 'en';
type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export const PAGE_ACTIONS = ['approve', 'decline', 'close', 'delay', 'cancel'] as const;
export type PageAction = (typeof PAGE_ACTIONS)[number];

/** By `?language=`, else by what the browser prefers. */
export function pageLanguage(context: Context): PageLanguage {
  const wanted = context.req.query('language') ?? context.req.header('accept-language') ?? '';
  return /^en/i.test(wanted) ? 'en' : 'da';
}

/** @param origins where the form's answer may lead to, beside the page itself. */
export function page(
  context: Context,
  { language, title, content }: { language: PageLanguage; title: string; content: Html },
  origins: readonly string[] = [],
): Response | Promise<Response> {
  context.header(
    'content-security-policy',
    [
      ...["default-src 'none'", `style-src 'sha256-${STYLE_HASH}'`, "base-uri 'none'"],
      ...["frame-ancestors 'none'", `form-action ${["'self'", ...new Set(origins)].join(' ')}`],
    ].join('; '),
  );
  // Not 'no-referrer': under that, the page's own forms would come with the origin "null".
  context.header('referrer-policy', 'same-origin');
  context.header('x-content-type-options', 'nosniff');
  context.header('cache-control', 'no-store');
  const other = language === 'da' ? 'en' : 'da';
  return context.html(
    html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          <style>${raw(STYLE)}</style>
        </head>
        <body>
          <header>
            <strong>${language === 'da' ? 'Simulator – ingen rigtige penge' : 'Simulator – no real money'}</strong>
            <a href="?language=${other}" lang="${other}" hreflang="${other}">${other === 'da' ? 'Dansk' : 'English'}</a>
          </header>
          <main><h1>${title}</h1>${content}</main>
        </body>
      </html>`,
  );
}

export interface Choice {
  readonly value: string;
  readonly about: { readonly da: string; readonly en: string };
}

export interface PaymentForm {
  readonly language: PageLanguage;
  readonly amountText: string;
  readonly description: string;
  readonly methodLabel: { readonly da: string; readonly en: string };
  readonly choices: readonly Choice[];
  readonly isDeclined: boolean;
  readonly delayMs: number;
}

export function paymentForm(form: PaymentForm): Html {
  const { language } = form;
  const say = (da: string, en: string) => (language === 'da' ? da : en);
  const seconds = Math.round(form.delayMs / 1000);
  return html`
    ${
      form.isDeclined
        ? html`<p role="alert">${say('Betalingen blev afvist. Prøv igen med et andet.', 'The payment was declined. Try again with another.')}</p>`
        : ''
    }
    <dl>
      <dt>${say('Beløb', 'Amount')}</dt><dd>${form.amountText}</dd>
      <dt>${say('Vedrører', 'About')}</dt><dd>${form.description}</dd>
    </dl>
    <form method="post">
      <label for="method">${form.methodLabel[language]}</label>
      <select id="method" name="method">
        ${form.choices.map(
          ({ value, about }) =>
            html`<option value="${value}">${value} – ${about[language]}</option>`,
        )}
      </select>
      <p class="buttons">
        <button name="action" value="approve">${say('Godkend', 'Approve')}</button>
        <button name="action" value="decline">${say('Afvis', 'Decline')}</button>
        <button name="action" value="delay">${say(`Forsink ${seconds} sek.`, `Delay ${seconds} sec.`)}</button>
        <button name="action" value="cancel">${say('Afbryd og gå tilbage', 'Cancel and go back')}</button>
        <button name="action" value="close">${say('Luk vinduet', 'Close the window')}</button>
      </p>
    </form>`;
}

export function closedText(language: PageLanguage): Html {
  return language === 'da'
    ? html`<p>Vinduet er lukket. Betalingen er hverken godkendt eller afvist.</p>`
    : html`<p>The window is closed. The payment is neither approved nor declined.</p>`;
}

export function overText(language: PageLanguage): Html {
  return language === 'da'
    ? html`<p>Betalingen er afsluttet, eller den findes ikke. Her kan ikke betales.</p>`
    : html`<p>The payment has ended, or does not exist. Nothing can be paid here.</p>`;
}

/** 303, so that the browser asks for the page and does not post again. */
export function redirectTo(context: Context, address: string, query: Record<string, string> = {}) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return context.redirect(url.href, 303);
}

const STYLE = `
:root { color-scheme: light; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; background: #f5f5f5; color: #1a1a1a; }
header { display: flex; gap: 1rem; justify-content: space-between; padding: .75rem 1rem; background: #5b2d8a; color: #fff; }
header a { color: #fff; padding: .125rem .5rem; min-height: 1.5rem; }
main { max-width: 40rem; margin: 1.5rem auto; padding: 1rem 1.5rem; background: #fff; }
label, dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
select, input { font: inherit; padding: .5rem; max-width: 100%; width: 100%; box-sizing: border-box; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; }
button { font: inherit; padding: .625rem 1rem; min-height: 2.75rem; border: 2px solid #5b2d8a; background: #fff; color: #5b2d8a; cursor: pointer; }
button[value=approve] { background: #5b2d8a; color: #fff; }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
[role=alert] { border-left: 6px solid #b30000; padding: .5rem 1rem; background: #fdecec; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #767676; overflow-wrap: anywhere; }
fieldset { margin: 0 0 1rem; border: 1px solid #767676; }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
