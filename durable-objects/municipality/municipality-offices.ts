// The offices of a municipality: what each of them is given, in one place. Absent: what they do.
import type { AccountId, GuardianId, TillId } from '../../contracts/ids.ts';
import type { EndTopUpByHandCommand } from '../card-account/top-up-commands.ts';
import type { Env } from '../env.ts';
import { mintObjectId, municipalityCodeOf } from '../object-id.ts';
import { paymentProvidersOf } from '../payments/payment-providers.ts';
import { AccountPushes } from './account-pushes.ts';
import { CardOffice } from './card-office.ts';
import { CardWorkStore } from './card-work-store.ts';
import { ChildOffice } from './child-office.ts';
import { ClubOffice } from './club-office.ts';
import { ClubsStore } from './clubs-store.ts';
import { DisputesStore } from './disputes-store.ts';
import { GuardianOffice } from './guardian-office.ts';
import { Identities } from './identities.ts';
import { IdentitiesStore } from './identities-store.ts';
import { LetterCodes } from './letter-codes.ts';
import { LetterCodesStore } from './letter-codes-store.ts';
import { LinkOffice } from './link-office.ts';
import { LinkPushes } from './link-pushes.ts';
import { LinkRequestStore } from './link-request-store.ts';
import { LinksStore } from './links-store.ts';
import { MunicipalityAlarm } from './municipality-alarm.ts';
import { NightlyAudit } from './nightly-audit.ts';
import { OpenWork } from './open-work.ts';
import { PairingOffice } from './pairing-office.ts';
import { PaymentComparison } from './payment-comparison.ts';
import { PaymentComparisonStore } from './payment-comparison-store.ts';
import { PaymentItemReasons } from './payment-item-reasons.ts';
import { People } from './people.ts';
import { PeopleStore } from './people-store.ts';
import { PersonKeys } from './person-keys.ts';
import { RegistryStore } from './registry-store.ts';
import { SettingsPushes } from './settings-pushes.ts';
import { TillPushes } from './till-pushes.ts';
import { endTopUpByHand } from './top-up-ends.ts';
import { TopUpSweep } from './top-up-sweep.ts';
import { TopUpSweepStore } from './top-up-sweep-store.ts';
import { WebhookCountsStore } from './webhook-counts-store.ts';

export type MunicipalityOffices = ReturnType<typeof municipalityOffices>;

export function municipalityOffices(ctx: DurableObjectState, env: Env) {
  const { storage } = ctx;
  const { sql } = storage;
  const { CARD_ACCOUNT: accounts, CODE_KEY: codeKey, CARD_KEY: cardKey } = env;
  const mint = (letter: 't' | 'a' | 'g') =>
    mintObjectId(letter, municipalityCodeOf(ctx.id.name ?? ''), env.EDGE_KEY);

  const { clubsStore, registry, peopleStore, keys, people, links, workList } = recordsOf(sql, env);
  const note = (actor: string, action: string, subjects: readonly string[]) =>
    registry.insertAuditLog(actor, action, subjects, Date.now());

  const alarm = new MunicipalityAlarm(storage);
  const settingsPushes = new SettingsPushes(clubsStore, registry, accounts);
  const settings = () => settingsPushes.copy().content;
  const tillPushes = new TillPushes(clubsStore, env.TILL);
  const linkPushes = new LinkPushes({
    ...{ links, people, peopleStore, accounts, guardians: env.GUARDIAN },
  });
  const accountPushes = new AccountPushes({
    ...{ people, peopleStore, links, registry, settingsPushes, accounts },
  });

  const identities = new Identities(new IdentitiesStore(sql), keys, {
    mint: () => mint('g') as GuardianId,
    note: (event, guardianId) => note('login', event, guardianId ? [guardianId] : []),
  });
  const linkOffice = new LinkOffice(
    {
      ...{ links, people, peopleStore, identities, keys, codeKey, note },
      requests: new LinkRequestStore(sql),
      codes: new LetterCodes(new LetterCodesStore(sql), codeKey),
      contactMatchIsEnough: () => settings().contactMatchIsEnough,
    },
    {
      ...{ storage, registry, accounts, pushes: linkPushes },
      comeBackLater: () => alarm.askAgain(Date.now()),
    },
  );
  const cards = new CardOffice(workList, { storage, alarm, registry, accounts, cardKey });
  const payments = new PaymentComparison(ctx, new PaymentComparisonStore(sql), {
    note,
    account: (accountId) => accounts.getByName(accountId),
    reasons: new PaymentItemReasons(
      keys,
      (accountId) => peopleStore.childOfAccount(accountId)?.childId ?? null,
    ),
    providers: () =>
      env.PAYMENT_PROVIDERS ? paymentProvidersOf(env.PAYMENT_PROVIDERS) : new Map(),
    isOpened: (accountId) => registry.isOpened(accountId),
  });
  const topUpSweep = new TopUpSweep(ctx, new TopUpSweepStore(sql), {
    account: (accountId) => accounts.getByName(accountId),
  });
  const audit = new NightlyAudit({ registry, accounts, accountPushes, payments, topUpSweep });

  return {
    ...{ alarm, clubsStore, registry, keys, settingsPushes, accountPushes, workList, cards },
    ...{ links: linkOffice, payments, topUpSweep },
    endTopUpByHand: (command: EndTopUpByHandCommand) =>
      endTopUpByHand(command, { accounts, note, isOpened: (id) => registry.isOpened(id) }),
    clubs: new ClubOffice(clubsStore, {
      ...{ storage, alarm, keys, tillPushes, codeKey, settings },
      mintTillId: () => mint('t') as TillId,
    }),
    children: new ChildOffice({
      ...{ storage, people, peopleStore, links, linkOffice, registry, workList },
      ...{ accountPushes, accounts, cardKey },
      mintAccountId: () => mint('a') as AccountId,
    }),
    guardians: new GuardianOffice(identities, {
      ...{ storage, codeKey },
      linkSelf: (guardianId) => linkOffice.linkSelf(guardianId),
    }),
    pairings: new PairingOffice(registry, { storage, codeKey, tillPushes, tills: env.TILL }),
    disputes: new DisputesStore(sql, (accountId) => {
      const childId = peopleStore.childOfAccount(accountId)?.childId;
      const key = childId === undefined ? null : keys.find(childId);
      return childId === undefined || key === null ? null : { childId, key };
    }),
    webhooks: new WebhookCountsStore(sql),
    openWork: new OpenWork({
      ...{ alarm, cards, tillPushes, settingsPushes, linkPushes, audit, topUpSweep },
    }),
  };
}

/** Who and what is known: rows that several offices read and write. */
function recordsOf(sql: SqlStorage, env: Env) {
  const peopleStore = new PeopleStore(sql);
  const keys = new PersonKeys(peopleStore, env.PERSON_KEYS);
  return {
    ...{ peopleStore, keys },
    people: new People(peopleStore, keys, env.CODE_KEY),
    clubsStore: new ClubsStore(sql),
    registry: new RegistryStore(sql),
    links: new LinksStore(sql),
    workList: new CardWorkStore(sql),
  };
}
