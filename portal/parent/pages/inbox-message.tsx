// One message: what happened, to whom and when, and a link to the page that it is about, where the reader
// may open that.
import type { ChildOverview } from '../../../contracts/children.ts';
import { type InboxMessage, NEEDS_ME } from '../../../contracts/inbox.ts';
import { formatRecently } from '../../ui/formats.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { language } from '../../ui/language.ts';
import { childAddress, mayOpen } from '../child-frame.tsx';
import { isOwnDoing, messageWords, payingInPart, subjectOf } from '../message-words.ts';
import { messageTexts } from '../words-of-messages.ts';
import { words } from './words-of-inbox.ts';

interface MessageProperties {
  readonly message: InboxMessage;
  readonly isNew: boolean;
  /** Null where the reader has no link to it any more. */
  readonly child: ChildOverview | null;
}

const ICONS: Partial<Record<InboxMessage['content']['kind'], IconName>> = {
  purchase: 'receipt',
  given_back: 'undo',
  top_up: 'plus',
  top_up_returned: 'undo',
  card: 'card',
  card_ready: 'card',
  link: 'person',
};

export function InboxMessageView({ message, isNew, child }: MessageProperties) {
  const text = words.value;
  const spoken = language.value;
  const { content, childGivenName } = message;
  const { title, text: said } = messageWords(content, messageTexts.value, spoken);
  const needsMe = NEEDS_ME.includes(content.kind) && !isOwnDoing(message);
  const icon = ICONS[content.kind] ?? (needsMe ? 'triangle_look' : 'info');
  const when = formatRecently(Date.parse(message.at), Date.now(), spoken);
  return (
    <li class={needsMe ? 'inbox-message inbox-needs-me' : 'inbox-message'}>
      <Icon name={icon} />
      <div>
        <p class="inbox-meta quiet">
          {isNew && <span class="inbox-new">{text.isNew}</span>}
          {childGivenName && <strong>{childGivenName}</strong>}
          <time dateTime={message.at}>{when}</time>
        </p>
        <h2>{title}</h2>
        <p>
          {said} <SubjectLink message={message} child={child} />
        </p>
      </div>
    </li>
  );
}

function SubjectLink({ message, child }: Omit<MessageProperties, 'isNew'>) {
  const text = words.value;
  const subject = subjectOf(message);
  if (subject.of === 'me') return <a href={subject.path}>{text.open[subject.path]}</a>;
  const part = payingInPart(message);
  if (!child || !mayOpen(child, subject.page)) return null;
  return (
    <a href={childAddress(child, subject.page)}>
      {part === null ? text.open[subject.page] : text.parts[part]}
      <span class="visually-hidden">{text.about(child.name)}</span>
    </a>
  );
}
