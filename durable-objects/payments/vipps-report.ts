// What Vipps MobilePay booked on a day (Report API v2, topic `funds`): the list that the nightly comparison
// holds against the journal. Paths and `tryLater` are the vendor's own; the list trails the other APIs by seconds to
// hours, so it corrects nothing, it only shows what is open. Absent: what an entry is (vipps-report-items.ts).
import { z } from 'zod';
import type { MobilePayConfiguration } from './payment-configuration.ts';
import type { DayListing, ProviderFailure } from './payment-provider.ts';
import { unknown } from './provider-call.ts';
import type { VippsCalls } from './vipps-calls.ts';
import { readReportItems } from './vipps-report-items.ts';

const Ledgers = z.looseObject({
  items: z.array(z.looseObject({ ledgerId: z.string().min(1), currency: z.string().nullish() })),
});
const Report = z.looseObject({
  items: z.array(z.unknown()),
  cursor: z.string().nullish(),
  tryLater: z.boolean().nullish(),
});

/** A thousand entries a page, by experience of others; a municipality's day is far below this. */
const MOST_PAGES = 200;

export function vippsReport(configuration: MobilePayConfiguration, { find }: VippsCalls) {
  let ledgerId = configuration.ledgerId;

  async function ledger(): Promise<{ kind: 'ledger'; id: string } | ProviderFailure> {
    if (ledgerId !== null) return { kind: 'ledger', id: ledgerId };
    const handle = encodeURIComponent(`api:${configuration.merchantSerialNumber}`);
    const path = `/settlement/v1/ledgers?settlesForRecipientHandles=${handle}`;
    const found = await find(path, Ledgers);
    if (found.kind === 'not_found') return unknown('not_understood');
    if (found.kind !== 'understood') return found;
    const [first] = found.body.items;
    if (first === undefined || found.body.items.length > 1) return unknown('not_understood');
    ledgerId = first.ledgerId;
    return { kind: 'ledger', id: first.ledgerId };
  }

  async function listDay(day: string): Promise<DayListing> {
    const of = await ledger();
    if (of.kind !== 'ledger') return of;
    const path = `/report/v2/ledgers/${encodeURIComponent(of.id)}/funds/dates/${day}`;
    const items: unknown[] = [];
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const query = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const found = await find(`${path}${query}`, Report);
      if (found.kind === 'not_found') return { kind: 'not_closed_yet' };
      if (found.kind !== 'understood') return found;
      if (found.body.tryLater === true) return { kind: 'not_closed_yet' };
      items.push(...found.body.items);
      cursor = found.body.cursor ?? '';
      if (cursor === '') return { kind: 'listed', ...readReportItems(items, day) };
    }
    return unknown('not_understood');
  }

  return { listDay };
}
