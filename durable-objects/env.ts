// The bindings that the objects and the edge run with. wrangler.toml says what each one is for.
import type { CardAccount } from './card-account/card-account.ts';
import type { Guardian } from './guardian/guardian.ts';
import type { MailBinding } from './guardian/mail-port.ts';
import type { Municipality } from './municipality/municipality.ts';
import type { Till } from './till/till.ts';

export interface Env {
  readonly CARD_ACCOUNT: DurableObjectNamespace<CardAccount>;
  readonly TILL: DurableObjectNamespace<Till>;
  readonly GUARDIAN: DurableObjectNamespace<Guardian>;
  readonly MUNICIPALITY: DurableObjectNamespace<Municipality>;
  readonly ASSETS: Fetcher;
  readonly EDGE_KEY: string;
  readonly CARD_KEY: string;
  readonly CODE_KEY: string;
  readonly PERSON_KEYS: string;
  readonly MUNICIPALITIES: string;
  readonly IDENTITY_PROVIDERS: string;
  /** What follows may be absent: what it is for is then not set up, and says so. */
  readonly EMAIL?: MailBinding | null;
  readonly MAIL_FROM?: string | null;
  readonly MAIL_RELAY?: string | null;
  readonly PUSH_KEYS?: string | null;
  readonly PUSH_HOSTS?: string | null;
  /** See payments/payment-configuration.ts; without it no guardian can pay in. */
  readonly PAYMENT_PROVIDERS?: string | null;
}
