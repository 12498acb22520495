// For the contract tests: one provider's adapter and its simulator with real HTTP on loopback between them, a
// receiver of webhooks that believes what the edge will believe, and the payer's hand on the hosted page.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ore } from '../../../contracts/ore.ts';
import { nexiCheckout } from '../../../durable-objects/payments/nexi-checkout.ts';
import { readNexiWebhook } from '../../../durable-objects/payments/nexi-webhook.ts';
import type {
  AgreementCharge,
  AgreementRequest,
  ChargeQuestion,
  HostedPayment,
  PaymentOutcome,
  PaymentProvider,
  PaymentQuestion,
} from '../../../durable-objects/payments/payment-provider.ts';
import type { HttpFetch, ProviderPorts } from '../../../durable-objects/payments/provider-call.ts';
import { vippsMobilePay } from '../../../durable-objects/payments/vipps-mobilepay.ts';
import { readVippsWebhook } from '../../../durable-objects/payments/vipps-webhook.ts';
import { registerVippsWebhook } from '../../../durable-objects/payments/vipps-webhook-registration.ts';
import type { PageAction } from '../hosted-page.ts';
import { NEXI_CARDS } from '../nexi-cards.ts';
import { nexiSimulator } from '../nexi-simulator.ts';
import type { NexiState } from '../nexi-state.ts';
import {
  DEMO_MOBILEPAY_KEYS,
  DEMO_NEXI_SECRET,
  demoPaymentConfiguration,
} from '../simulator-keys.ts';
import { type RunningSimulator, startSimulator } from '../simulator-server.ts';
import { PHONES } from '../vipps-phones.ts';
import type { VippsState } from '../vipps-records.ts';
import { vippsSimulator } from '../vipps-simulator.ts';

export const PROVIDERS = ['nexi', 'mobilepay'] as const;
export type Which = (typeof PROVIDERS)[number];

/** What a webhook told the receiver: whom to ask for, or why it was refused. */
export interface Received {
  readonly nudge: object | null;
  readonly refusal: string | null;
}

/** The payers that both providers know, by what becomes of them. */
export interface Payers {
  readonly good: string;
  readonly slow: string;
  readonly webhooksTwice: string;
}

export interface WorldOptions {
  readonly statePath?: string;
  /** Every request and answer passes here, for the check against the vendor's document. */
  readonly fetch?: HttpFetch;
  readonly change?: (
    configuration: ReturnType<typeof demoPaymentConfiguration>,
  ) => ReturnType<typeof demoPaymentConfiguration>;
}

/** Long enough for a machine that is busy with other tests; each hung call costs it. */
const CALL_WITHIN_MS = 600;
const WEBHOOK_KEY = Buffer.from('n'.repeat(32)).toString('base64');
const PAGE = 'http://127.0.0.1:9/';

export class ContractWorld {
  readonly which: Which;
  readonly provider: PaymentProvider;
  readonly received: Received[];
  readonly webhookOrigin: string;
  readonly payers: Payers;
  readonly #running: RunningSimulator;
  readonly #closeReceiver: () => void;
  #nextReference = 1;

  private constructor(
    parts: Pick<ContractWorld, 'which' | 'provider' | 'received' | 'webhookOrigin'>,
    running: RunningSimulator,
    closeReceiver: () => void,
  ) {
    this.which = parts.which;
    this.provider = parts.provider;
    this.received = parts.received;
    this.webhookOrigin = parts.webhookOrigin;
    this.#running = running;
    this.#closeReceiver = closeReceiver;
    this.payers =
      this.which === 'nexi'
        ? {
            ...{ good: NEXI_CARDS.good, slow: NEXI_CARDS.slowLater },
            webhooksTwice: NEXI_CARDS.webhooksTwiceAndOutOfOrder,
          }
        : {
            ...{ good: PHONES.good, slow: PHONES.slow },
            webhooksTwice: PHONES.webhooksTwiceAndOutOfOrder,
          };
  }

  static async start(which: Which, options: WorldOptions = {}): Promise<ContractWorld> {
    const statePath = options.statePath ?? null;
    const running = await startSimulator(
      which === 'nexi'
        ? nexiSimulator({
            ...{ secretKey: DEMO_NEXI_SECRET, statePath },
            delays: { bulkDelayMs: 0, refundDelayMs: 0 },
          })
        : vippsSimulator({
            ...{ keys: DEMO_MOBILEPAY_KEYS, statePath, delays: { chargeDelayMs: 0 } },
          }),
      0,
    );
    const received: Received[] = [];
    const secrets: string[] = [];
    const receiver = await startReceiver(received, secrets);
    const origins = { nexi: running.origin, mobilepay: running.origin };
    const whole = demoPaymentConfiguration(receiver.origin, origins, WEBHOOK_KEY, []);
    const { nexi, mobilepay } = options.change?.(whole) ?? whole;
    if (nexi === null || mobilepay === null) throw new Error('both are configured here');
    const ports: ProviderPorts = {
      fetch: options.fetch ?? ((address, init) => fetch(address, init)),
      now: () => Date.now(),
      wait: () => Promise.resolve(),
      callWithinMs: CALL_WITHIN_MS,
    };
    if (which === 'mobilepay' && options.change === undefined) {
      const registered = await registerVippsWebhook(mobilepay, ports);
      if (registered.kind !== 'registered') throw new Error(JSON.stringify(registered));
      secrets.push(registered.secret);
    }
    const provider =
      which === 'nexi' ? nexiCheckout(nexi, ports) : vippsMobilePay(mobilepay, ports);
    return new ContractWorld(
      { which, provider, received, webhookOrigin: receiver.origin },
      running,
      receiver.close,
    );
  }

  async stop(): Promise<void> {
    await this.stopProvider();
    this.#closeReceiver();
  }

  stopProvider(): Promise<void> {
    return this.#running.stop();
  }

  payment(amountOre = 10_000): HostedPayment {
    return {
      ...{ reference: this.#reference(), amountOre: ore(amountOre), description: 'Optankning' },
      ...{ returnAddress: `${PAGE}retur`, cancelAddress: `${PAGE}afbrudt`, language: 'da' },
      payer: null,
    };
  }

  agreement(firstChargeOre: number | null = null): AgreementRequest {
    return {
      ...{ reference: this.#reference(), consentVersion: 'samtykke-1' },
      sentence: 'Når saldoen er under 50 kr., sæt 100 kr. ind, højst 400 kr. om måneden',
      ...{ mostPerMonthOre: ore(40_000), renewsAgreementId: null },
      firstChargeOre: firstChargeOre === null ? null : ore(firstChargeOre),
      ...{ returnAddress: `${PAGE}retur`, cancelAddress: `${PAGE}afbrudt` },
      ...{ manageAddress: `${PAGE}regel`, language: 'da', payer: null },
    };
  }

  charge(agreementId: string, amountOre = 10_000): AgreementCharge {
    return {
      ...{ reference: this.#reference(), agreementId, amountOre: ore(amountOre) },
      ...{ description: 'Automatisk optankning', when: 'now' },
    };
  }

  /** Starts it, and answers with what to ask. */
  async begin(payment: HostedPayment): Promise<{ address: string; question: PaymentQuestion }> {
    const started = await this.provider.startPayment(payment);
    if (started.kind !== 'redirect') throw new Error(JSON.stringify(started));
    const { reference, amountOre } = payment;
    const { address, handle } = started;
    return { address, question: { reference, amountOre, handle, whenReserved: 'capture' } };
  }

  /** What the payer does on the hosted page. @returns where it leads to, or null where it stays. */
  async act(address: string, action: PageAction, method = this.payers.good) {
    const response = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ action, method }),
      redirect: 'manual',
    });
    await response.arrayBuffer();
    if (response.status >= 400) throw new Error(`the page answered ${response.status}`);
    return response.headers.get('location');
  }

  /** An agreement in force. */
  async agree(payer = this.payers.good): Promise<string> {
    const request = this.agreement();
    const started = await this.provider.startAgreement(request);
    if (started.kind !== 'redirect') throw new Error(JSON.stringify(started));
    await this.act(started.address, 'approve', payer);
    const { reference, firstChargeOre } = request;
    const outcome = await this.provider.askForAgreement({
      ...{ reference, firstChargeOre, handle: started.handle, agreementId: null },
    });
    if (outcome.kind !== 'active') throw new Error(JSON.stringify(outcome));
    return outcome.agreementId;
  }

  /** Charges and, where it is under way, asks until it is not. */
  async chargeAndAsk(charge: AgreementCharge): Promise<PaymentOutcome> {
    let outcome = await this.provider.chargeAgreement(charge);
    for (let time = 0; time < 20 && outcome.kind === 'pending'; time++) {
      await this.settle();
      outcome = await this.provider.askForCharge(this.question(charge, outcome.handle));
    }
    return outcome;
  }

  question(charge: AgreementCharge, handle: string | null, isStillWanted = true): ChargeQuestion {
    return { ...charge, handle, isStillWanted };
  }

  async control(path: string, body: object): Promise<void> {
    const response = await fetch(`${this.#running.origin}/simulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  /** What somebody sees who plays the provider by hand. */
  async controlPage(): Promise<string> {
    return (await fetch(`${this.#running.origin}/simulator`)).text();
  }

  advance(durationMs: number): Promise<void> {
    return this.control('clock', { advanceMs: durationMs });
  }

  /** Lets the simulator do what is due, webhooks included. */
  settle(): Promise<void> {
    return this.#running.simulator.settle();
  }

  /** How much the provider has taken in all, by its own books: the truth that an adapter cannot bend. */
  async takenOre(): Promise<number> {
    const state = await this.state();
    if (this.which === 'nexi') {
      const { payments } = state as NexiState;
      return sum(Object.values(payments).flatMap(({ charges }) => charges.map((c) => c.amount)));
    }
    const { ledger } = state as VippsState;
    return sum(ledger.filter((one) => one.entryType === 'capture').map(({ amount }) => amount));
  }

  async givenBackOre(): Promise<number> {
    const state = await this.state();
    if (this.which === 'nexi') {
      const { payments } = state as NexiState;
      return sum(Object.values(payments).flatMap(({ refunds }) => refunds.map((r) => r.amount)));
    }
    const { ledger } = state as VippsState;
    const refunds = ledger.filter((one) => one.entryType === 'refund');
    return sum(refunds.map(({ amount }) => -amount));
  }

  async state(): Promise<NexiState | VippsState> {
    const response = await fetch(`${this.#running.origin}/simulator/state`);
    return (await response.json()) as NexiState | VippsState;
  }

  #reference(): string {
    return `a0165${'x'.repeat(33)}${this.#nextReference++}`;
  }
}

/** What the edge will do with a webhook, as far as it goes before an account is asked. */
async function startReceiver(received: Received[], webhookSecrets: string[]) {
  const server = createServer(async (request, response) => {
    const body = await bytesOf(request);
    const path = request.url ?? '';
    const header = (name: string) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : null;
    };
    const read = path.startsWith('/api/webhooks/nexi/')
      ? readNexiWebhook(
          {
            ...{ reference: path.split('/').at(-1) ?? '', body },
            authorization: header('authorization'),
          },
          WEBHOOK_KEY,
        )
      : readVippsWebhook(
          {
            ...{ body, date: header('x-ms-date'), contentHash: header('x-ms-content-sha256') },
            authorization: header('authorization'),
          },
          {
            webhookSecrets,
            merchantSerialNumber: DEMO_MOBILEPAY_KEYS.merchantSerialNumber,
            webhookAddress: `http://${request.headers.host}/api/webhooks/mobilepay`,
          },
          Date.now(),
        );
    received.push(
      read.ok ? { nudge: read.value, refusal: null } : { nudge: null, refusal: read.refusal.code },
    );
    response.writeHead(read.ok ? 200 : 401).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bytesOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
