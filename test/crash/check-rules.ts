// Checks of the ledger alone: one outcome each, known refusals, no purse below zero, no limit passed, no
// presentation that paid twice. Says nothing of the house's books.
import type { LoadChild, LoadWorld } from '../load/load-world.ts';
import type { KeptRequest, Ledger } from './ledger.ts';
import { differenceOf } from './report.ts';

/** What these tills can run into; anything else is a finding. */
const EXPECTED_REFUSALS: ReadonlySet<string> = new Set([
  'not_today',
  'presentation_used',
  'presentation_expired',
  'already_reversed',
]);

/** I3: every request has an outcome, and all its answers were the same bytes. */
export function objectionsToOutcomes(ledger: Ledger): string[] {
  return ledger.requests().flatMap(({ id, outcome, contradiction }) => {
    if (outcome === null) return [`${id} has no outcome`];
    return contradiction === null
      ? []
      : [`${id} ${differenceOf(outcome.text, contradiction.text)}`];
  });
}

export function objectionsToRefusals(ledger: Ledger): string[] {
  return ledger.requests().flatMap(({ id, refusalCode }) => {
    return refusalCode === null || EXPECTED_REFUSALS.has(refusalCode)
      ? []
      : [`${id} was refused with ${refusalCode}`];
  });
}

/** The run proves little unless money ran out, sales were undone, and a spent tap was tried again. */
export function objectionsToVariety(ledger: Ledger): string[] {
  const codes = new Set(ledger.requests().map(({ refusalCode }) => refusalCode));
  const missing = ['not_today', 'presentation_used'].filter((code) => !codes.has(code));
  if (ledger.accepted('reversal').length === 0) missing.push('a reversal');
  return missing.map((what) => `the run met no case of ${what}`);
}

/** I12: one accepted purchase per presentation. */
export function objectionsToPresentations(ledger: Ledger): string[] {
  const paid = new Map<string, string>();
  return ledger.accepted('purchase').flatMap(({ id, request }) => {
    if (request.kind !== 'purchase') return [];
    const { presentationId } = request.purchase;
    const other = paid.get(presentationId);
    paid.set(presentationId, id);
    return other === undefined ? [] : [`${presentationId} paid for ${other} and for ${id}`];
  });
}

/** I2 and I8, by the receipts alone: what each child spent, net of what was undone, on each day. */
export function objectionsToLimits(ledger: Ledger, world: LoadWorld): string[] {
  const byAccount = Map.groupBy(
    ledger.requests().filter(({ isAccepted }) => isAccepted),
    ({ accountId }) => accountId,
  );
  return world.children.flatMap((child) => {
    const requests = byAccount.get(child.accountId) ?? [];
    const spentOre = netOre(requests);
    const objections =
      spentOre > child.seededOre ? [`spent ${spentOre} of ${child.seededOre}`] : [];
    return [...objections, ...aboveLimits(child, requests)].map(
      (objection) => `${child.accountId}: ${objection}`,
    );
  });
}

function aboveLimits({ limits }: LoadChild, requests: readonly KeptRequest[]): string[] {
  if (limits === null) return [];
  const { perPurchaseOre, perDayOre, perWeekOre } = limits;
  const objections = requests
    .filter(({ totalOre }) => perPurchaseOre !== null && totalOre > perPurchaseOre)
    .map(({ id, totalOre }) => `${id} cost ${totalOre}`);
  for (const [day, ofDay] of Map.groupBy(requests, dayOf)) {
    const spentOre = netOre(ofDay);
    if (perDayOre !== null && spentOre > perDayOre) objections.push(`${spentOre} on ${day}`);
    // A run is far shorter than a week, but may see a Monday begin.
    if (perWeekOre !== null && spentOre > perWeekOre) objections.push(`${spentOre} in one week`);
  }
  return objections;
}

function netOre(requests: readonly KeptRequest[]): number {
  return requests.reduce(
    (sumOre, { request, totalOre }) =>
      sumOre + (request.kind === 'purchase' ? totalOre : -totalOre),
    0,
  );
}

/** In Copenhagen. A reversal just after midnight counts for the day before; here it only makes room. */
function dayOf({ bookedAt }: KeptRequest): string {
  return new Date(bookedAt ?? 0).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
}
