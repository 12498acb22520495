// Which kinds of messages there are for a reader, by what the levels do with them. Pure; follows from the contract.
import { ALWAYS_TOLD, NEEDS_ME, NoticeContent } from '../../../contracts/inbox.ts';
import type { Rights } from '../../../contracts/links.ts';

type Kind = NoticeContent['kind'];

export type NoticeGroup = 'always' | 'needsMe' | 'others';

const KINDS: readonly Kind[] = NoticeContent.options.map(({ shape }) => shape.kind.value);

/** Of the guardian alone: no child's level keeps them out. */
const OF_ME: readonly Kind[] = ['bank_account_changed', 'email_changed'];

/** What somebody hears who pays in and sees no more of the child. */
const OF_PAYERS: readonly Kind[] = [
  'top_up',
  'top_up_failed',
  'top_up_returned',
  'auto_top_up_paused',
  'auto_top_up_held',
  'method_ends',
  'auto_top_up_changed',
  'charged_back',
  'charge_restored',
  'link',
  ...OF_ME,
];

/** @param rights the reader's links: more in one of them is more that is told. */
export function noticeKinds(
  rights: readonly Rights[],
): readonly { readonly group: NoticeGroup; readonly kinds: readonly Kind[] }[] {
  const isPayer = rights.every((right) => right === 'payer');
  const heard = KINDS.filter((kind) => !isPayer || OF_PAYERS.includes(kind));
  return (['always', 'needsMe', 'others'] as const).map((group) => ({
    group,
    kinds: heard.filter((kind) => groupOf(kind) === group),
  }));
}

function groupOf(kind: Kind): NoticeGroup {
  if (ALWAYS_TOLD.includes(kind) || OF_ME.includes(kind)) return 'always';
  return NEEDS_ME.includes(kind) ? 'needsMe' : 'others';
}
