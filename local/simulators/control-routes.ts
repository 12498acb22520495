// What a simulator can be told beside its provider's own interface, as JSON by tests and as a page in the demo:
// clock, outage, how webhooks go, and acts that a provider or a payer does without us. Under `/simulator`.
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { page, pageLanguage } from './hosted-page.ts';
import { OUTAGE_MODES, Outage } from './outage.ts';
import type { CommonState, SimulatedState } from './simulated-state.ts';
import { WEBHOOK_MODES } from './webhook-outbox.ts';

interface InBoth {
  readonly da: string;
  readonly en: string;
}

/** What an act can be done to, as the page names it. */
export interface Target {
  readonly id: string;
  readonly label: InBoth;
}

/** An act of the provider or the payer: `POST /simulator/acts/{name}` with what it is done to. */
export interface Act {
  readonly about: InBoth;
  /** Oldest first, as they were made. */
  targets(): readonly Target[];
  /** @throws Error in words when it cannot be done. */
  run(id: string): void;
}

export interface ControlOptions {
  readonly name: string;
  readonly state: SimulatedState<CommonState>;
  readonly acts: Readonly<Record<string, Act>>;
  settle(): Promise<void>;
}

const Advance = z.strictObject({
  advanceMs: z.coerce
    .number()
    .min(0)
    .max(400 * 86_400_000),
});
const Webhooks = z.strictObject({ mode: z.enum(WEBHOOK_MODES) });
const OutageSwitch = z.union([z.strictObject({ mode: z.literal('none') }), Outage]);
const ActOn = z.strictObject({ id: z.string().trim().min(1).max(100) });

export function controlRoutes({ name, state, acts, settle }: ControlOptions): Hono {
  const routes = new Hono();

  async function done(context: Context): Promise<Response> {
    state.save();
    await settle();
    const isForm = context.req.header('content-type')?.startsWith('application/json') !== true;
    return isForm ? context.redirect('/simulator?done', 303) : context.json(state.value);
  }

  // Another page in the same browser must not play provider.
  routes.use(async (context, next) => {
    const origin = context.req.header('origin');
    const isOwn = origin === undefined || origin === new URL(context.req.url).origin;
    return isOwn ? next() : context.text('This is for the simulator’s own page.', 403);
  });

  routes.post('/clock', async (context) => {
    state.advance(Advance.parse(await input(context)).advanceMs);
    return done(context);
  });

  routes.post('/webhooks', async (context) => {
    state.value.webhookMode = Webhooks.parse(await input(context)).mode;
    return done(context);
  });

  routes.post('/outage', async (context) => {
    const wanted = OutageSwitch.parse(await input(context));
    state.value.outage = wanted.mode === 'none' ? null : wanted;
    return done(context);
  });

  routes.post('/acts/:act', async (context) => {
    const act = acts[context.req.param('act')];
    if (act === undefined) return context.text('There is no such act.', 404);
    act.run(ActOn.parse(await input(context)).id);
    return done(context);
  });

  routes.get('/state', async (context) => {
    await settle();
    return context.json({ ...state.value, now: state.timestamp() });
  });

  routes.get('/', (context) => {
    const language = pageLanguage(context);
    const say = (da: string, en: string) => (language === 'da' ? da : en);
    const { value } = state;
    const isDone = context.req.query('done') !== undefined;
    const content = html`
      ${isDone ? html`<p role="status">${say('Det er gjort.', 'It is done.')}</p>` : ''}
      <p>${say('Klokken er', 'The time is')} ${state.timestamp()}</p>
      ${form('clock', say('Stil uret frem', 'Put the clock forward'), choose('advanceMs', say('Hvor langt', 'How far'), ADVANCES[language]), say)}
      ${form('outage', say('Nedbrud', 'Outage'), choose('mode', say('Hvordan', 'How'), options(['none', ...OUTAGE_MODES], value.outage?.mode ?? 'none')), say)}
      ${form('webhooks', 'Webhooks', choose('mode', say('Hvordan', 'How'), options(WEBHOOK_MODES, value.webhookMode)), say)}
      ${Object.entries(acts).map(([name, act]) => {
        const targets = newestOf(act).map(({ id, label }) => ({
          value: id,
          text: label[language],
        }));
        const none = html`<p>${say('Her er intet endnu.', 'There is nothing here yet.')}</p>`;
        const choice = choose('id', say('Hvilken', 'Which one'), targets);
        return targets.length === 0
          ? html`<h2>${act.about[language]}</h2>${none}`
          : form(`acts/${name}`, act.about[language], choice, say);
      })}
      <h2>Webhooks</h2>
      <table>
        <thead><tr><th scope="col">${say('Hvad', 'What')}</th><th scope="col">${say('Forsøg', 'Attempts')}</th><th scope="col">${say('Svar', 'Answer')}</th></tr></thead>
        <tbody>${value.deliveries
          .slice(-20)
          .map(
            (one) =>
              html`<tr><td>${one.eventName}</td><td>${one.attempts}</td><td>${one.status ?? '–'}</td></tr>`,
          )}</tbody>
      </table>`;
    return page(context, { language, title: `${name}: ${say('styring', 'control')}`, content });
  });

  routes.onError((cause, context) => {
    const text = cause instanceof z.ZodError ? z.prettifyError(cause) : cause.message;
    return context.text(`${text}\n`, 400);
  });
  return routes;
}

const ADVANCES = {
  da: [
    { value: '60000', text: '1 minut', isChosen: true },
    { value: '600000', text: '10 minutter', isChosen: false },
    { value: '86400000', text: '1 døgn', isChosen: false },
    { value: '2592000000', text: '30 døgn', isChosen: false },
  ],
  en: [
    { value: '60000', text: '1 minute', isChosen: true },
    { value: '600000', text: '10 minutes', isChosen: false },
    { value: '86400000', text: '1 day', isChosen: false },
    { value: '2592000000', text: '30 days', isChosen: false },
  ],
} as const;

const MOST_TARGETS = 20;

function newestOf(act: Act): readonly Target[] {
  return act.targets().slice(-MOST_TARGETS).reverse();
}

interface Option {
  readonly value: string;
  readonly text: string;
  readonly isChosen?: boolean;
}

function options(values: readonly string[], chosen: string): Option[] {
  return values.map((value) => ({ value, text: value, isChosen: value === chosen }));
}

/** Labels wrap their field: the same name stands in more than one form. */
function choose(name: string, label: string, choices: readonly Option[]) {
  return html`<label>${label}
    <select name="${name}">${choices.map(
      ({ value, text, isChosen }) =>
        html`<option value="${value}" ${isChosen ? 'selected' : ''}>${text}</option>`,
    )}</select></label>`;
}

function form(
  path: string,
  legend: string,
  fields: ReturnType<typeof html>,
  say: (da: string, en: string) => string,
) {
  return html`<form method="post" action="/simulator/${path}"><fieldset>
    <legend>${legend}</legend>${fields}
    <p class="buttons"><button>${say('Udfør', 'Do it')}</button></p>
  </fieldset></form>`;
}

async function input(context: Context): Promise<unknown> {
  const isJson = context.req.header('content-type')?.startsWith('application/json') === true;
  return isJson ? context.req.json() : context.req.parseBody();
}
