// The providers' pages that the demo plays, in a real browser under their own strict policy: every button, both
// languages, two sizes, axe (WCAG 2.2 AA). A page of ours stands at the end of each way back.
// Then paying in through the whole house (through-the-house.ts).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from '@playwright/test';
import { ore } from '../../contracts/ore.ts';
import type { PaymentProvider } from '../../durable-objects/payments/payment-provider.ts';
import { paymentProviders } from '../../durable-objects/payments/payment-providers.ts';
import { demoPaymentConfiguration } from '../../local/simulators/simulator-keys.ts';
import { startSimulators } from '../../local/simulators/start-simulators.ts';
import { throughTheHouse } from './through-the-house.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;
const LANGUAGES = ['da', 'en'] as const;
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: ['--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

let passed = 0;
let failed = 0;

async function check(name: string, holds: () => Promise<void>): Promise<void> {
  try {
    await holds();
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (cause) {
    failed += 1;
    console.log(`FAILED  ${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function must(holds: boolean, words: string): void {
  if (!holds) throw new Error(words);
}

const ours = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end('<!doctype html><html lang="da"><title>Klubkort</title><h1>Klubkort</h1></html>');
});
await new Promise<void>((resolve) => {
  ours.listen(0, '127.0.0.1', resolve);
});
const origin = `http://127.0.0.1:${(ours.address() as AddressInfo).port}`;
const simulators = await startSimulators({ nexi: 0, mobilepay: 0 }, null);
const providers = paymentProviders(
  demoPaymentConfiguration(
    origin,
    { nexi: simulators.nexi.origin, mobilepay: simulators.mobilepay.origin },
    Buffer.from('n'.repeat(32)).toString('base64'),
    [],
  ),
  {
    fetch: (address, init) => fetch(address, init),
    now: () => Date.now(),
    wait: () => Promise.resolve(),
  },
);
let nextReference = 1;

async function begin(provider: PaymentProvider, language: 'da' | 'en') {
  const reference = `a0165${'x'.repeat(33)}${nextReference++}`;
  const amountOre = ore(10_000);
  const started = await provider.startPayment({
    ...{ reference, amountOre, description: 'Optankning', language, payer: null },
    ...{ returnAddress: `${origin}/retur`, cancelAddress: `${origin}/afbrudt` },
  });
  if (started.kind !== 'redirect') throw new Error(JSON.stringify(started));
  const { address, handle } = started;
  const question = { reference, amountOre, handle, whenReserved: 'capture' } as const;
  return { address, ask: () => provider.askForPayment(question) };
}

/** What the page violates, at both sizes; also what its policy blocked and what it said on the console. */
async function look(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    must(violations.length === 0, violations.map(({ id, help }) => `${id}: ${help}`).join('; '));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    must(width <= size.width, `the page is ${width} wide at ${size.width}`);
  }
}

/** Waits for the way back, not for the page that stands at its end to say anything. */
async function press(page: Page, action: string, path: string): Promise<void> {
  await page.locator(`button[value="${action}"]`).click();
  await page.waitForURL((url) => url.origin === origin && url.pathname === path, {
    timeout: 5_000,
  });
}

async function walk(browser: Browser, provider: PaymentProvider): Promise<void> {
  for (const language of LANGUAGES) {
    const context = await browser.newContext({ locale: language === 'da' ? 'da-DK' : 'en-GB' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    const named = (what: string) => `${provider.name}, ${language}: ${what}`;
    const open = async () => {
      const begun = await begin(provider, language);
      await page.goto(begun.address);
      return begun;
    };

    await check(named('the page is in the parent’s language and accessible'), async () => {
      await open();
      must((await page.locator('html').getAttribute('lang')) === language, 'another language');
      await look(page);
    });
    await check(named('approve leads back, and the money is there'), async () => {
      const { ask } = await open();
      await press(page, 'approve', '/retur');
      const { kind } = await ask();
      must(kind === 'captured', kind);
    });
    await check(named('going back leads back without money'), async () => {
      const { ask } = await open();
      await press(page, 'cancel', provider.name === 'nexi' ? '/afbrudt' : '/retur');
      const { kind } = await ask();
      must(kind === (provider.name === 'nexi' ? 'pending' : 'cancelled'), kind);
    });
    await check(named('delay leads back while the money is still to come'), async () => {
      const { ask } = await open();
      await press(page, 'delay', '/retur');
      const { kind } = await ask();
      must(kind === 'pending', kind);
    });
    await check(named('decline says so'), async () => {
      const { ask } = await open();
      if (provider.name === 'nexi') {
        await page.locator('button[value="decline"]').click();
        await page.getByRole('alert').waitFor({ timeout: 5_000 });
        await look(page);
        await press(page, 'approve', '/retur');
        const { kind } = await ask();
        must(kind === 'captured', kind);
      } else {
        await press(page, 'decline', '/retur');
        const { kind } = await ask();
        must(kind === 'cancelled', kind);
      }
    });
    await check(
      named('the closed window and the page of what is over are accessible'),
      async () => {
        const { address } = await open();
        await page.locator('button[value="close"]').click();
        await page.locator('form').waitFor({ state: 'detached', timeout: 5_000 });
        await look(page);
        await page.goto(address);
        await press(page, 'approve', '/retur');
        await page.goto(address);
        must((await page.locator('form').count()) === 0, 'it can still be paid');
        await look(page);
      },
    );
    await check(named('nothing was blocked by the page’s own policy'), async () => {
      must(complaints.length === 0, complaints.join('; '));
    });
    await context.close();
  }
}

async function control(browser: Browser, name: string, address: string): Promise<void> {
  for (const language of LANGUAGES) {
    await check(`${name}, ${language}: the control page is accessible and switches`, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${address}/simulator?language=${language}`);
      await look(page);
      const form = page.locator('form[action="/simulator/outage"]');
      await form.locator('select').selectOption('error');
      await form.locator('button').click();
      await page.waitForURL(`${address}/simulator?done`, { timeout: 5_000 });
      must((await form.locator('select').inputValue()) === 'error', 'it did not switch');
      await form.locator('select').selectOption('none');
      await form.locator('button').click();
      await page.waitForLoadState();
      must((await form.locator('select').inputValue()) === 'none', 'it did not switch back');
      await context.close();
    });
  }
}

const browser = await chromium.launch(CHROMIUM);
for (const provider of providers.values()) await walk(browser, provider);
await control(browser, 'nexi', simulators.nexi.origin);
await control(browser, 'mobilepay', simulators.mobilepay.origin);
await browser.close();
await simulators.stop();
ours.close();
await throughTheHouse(check, Number(process.env.KLUBKORT_TEST_PORT ?? 28_300));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
