// A message of the inbox in words of the reader's language, and the page that it is about. Pure apart from
// the names of places. The server sends ids, codes and amounts alone.
import type { InboxMessage, NoticeContent } from '../../contracts/inbox.ts';
import { formatOre } from '../../contracts/ore.ts';
import type { Language } from '../ui/language.ts';
import type { ChildPageName } from './child-frame.tsx';
import { placeName } from './clubs-store.ts';
import type { MessageTexts } from './words-of-messages.ts';

export interface MessageWords {
  readonly title: string;
  readonly text: string;
}

export function messageWords(
  content: NoticeContent,
  text: MessageTexts,
  language: Language,
): MessageWords {
  switch (content.kind) {
    case 'purchase':
      return text.purchase(
        content.itemNames.join(', '),
        formatOre(content.totalOre, language),
        placeName(content),
        formatOre(content.balanceAfterOre, language),
      );
    case 'given_back':
      return text.givenBack(formatOre(content.amountOre, language));
    case 'top_up':
      return text.topUp(formatOre(content.amountOre, language));
    case 'fee':
      return text.fee(formatOre(content.amountOre, language));
    case 'fee_returned':
      return text.feeReturned(formatOre(content.amountOre, language));
    case 'refused':
      return { title: text.refused(placeName(content)), text: text.reasons[content.reason] };
    case 'wrong_child':
      return text.wrongChild(placeName(content));
    case 'low_balance':
      return text.lowBalance(formatOre(content.balanceOre, language));
    case 'limit_reached':
      return text.limitReached[content.window];
    case 'limits_changed':
      return content.byMe ? text.limitsChanged.byMe : text.limitsChanged.byOther;
    case 'card':
      return {
        title: text.card[content.state],
        text: content.byMe ? text.byMe : text.notByMe,
      };
    case 'card_ready':
      return text.cardReady;
    case 'link':
      return text.link[content.change];
    case 'account_frozen':
      return text.accountFrozen;
    case 'bank_account_changed':
      return text.bankAccountChanged;
    case 'email_changed':
      return text.emailChanged;
  }
}

/** What a message is about: a page of the child, or a page of the reader's own. */
export type Subject =
  | { readonly of: 'child'; readonly page: ChildPageName }
  | { readonly of: 'me'; readonly path: '/' | '/mine-oplysninger' };

const SUBJECTS: Record<Exclude<NoticeContent['kind'], 'refused'>, Subject> = {
  purchase: { of: 'child', page: 'kontoudtog' },
  given_back: { of: 'child', page: 'kontoudtog' },
  top_up: { of: 'child', page: 'kontoudtog' },
  fee: { of: 'child', page: 'kontoudtog' },
  fee_returned: { of: 'child', page: 'kontoudtog' },
  wrong_child: { of: 'child', page: 'stamdata' },
  low_balance: { of: 'child', page: 'indbetaling' },
  limit_reached: { of: 'child', page: 'begraensninger' },
  limits_changed: { of: 'child', page: 'begraensninger' },
  card: { of: 'child', page: 'stamdata' },
  card_ready: { of: 'child', page: 'stamdata' },
  link: { of: 'me', path: '/' },
  account_frozen: { of: 'me', path: '/' },
  bank_account_changed: { of: 'me', path: '/mine-oplysninger' },
  email_changed: { of: 'me', path: '/mine-oplysninger' },
};

export function subjectOf({ content }: InboxMessage): Subject {
  if (content.kind !== 'refused') return SUBJECTS[content.kind];
  return { of: 'child', page: content.reason === 'money' ? 'indbetaling' : 'begraensninger' };
}

/** What the reader did is written down, and nobody needs to be told of it at once. */
export function isOwnDoing({ content }: InboxMessage): boolean {
  return 'byMe' in content && content.byMe;
}
