// "Beskeder": all that the reader was told, newest first and live. Opening the page reads them; what was
// new stays marked while it stands.
import { useEffect, useMemo } from 'preact/hooks';
import type { Children } from '../../../contracts/children.ts';
import type { InboxMessage } from '../../../contracts/inbox.ts';
import { announce } from '../announcer.tsx';
import { childOf, children, loadChildren } from '../children-store.ts';
import { loadClubs } from '../clubs-store.ts';
import { onChange, onMessage } from '../live.ts';
import { Loaded } from '../loaded.tsx';
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { LoadState } from '../use-loaded.ts';
import { words as common } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import './inbox.css';
import { InboxMessageView } from './inbox-message.tsx';
import { InboxReader, stillShown } from './inbox-reader.ts';
import { words } from './words-of-inbox.ts';

export default function InboxPage(_: PageProperties) {
  const text = words.value;
  const reader = useMemo(() => new InboxReader(), []);
  const { value: shown } = reader.shown;
  useEffect(() => {
    void reader.load();
    void loadClubs();
    if (children.peek().kind !== 'ok') void loadChildren();
    const stops = [
      onMessage((message) => reader.hear(message)),
      onChange((accountId) => {
        if (accountId === null) void reader.load();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  useEffect(() => readWhileSeen(reader), [shown]);
  const known = children.value;
  const more = async () => {
    await reader.loadMore();
    const { value } = reader.shown;
    if (value.kind === 'ok') announce(text.shown(value.value.messages.length));
  };
  return (
    <div class="inbox">
      <PageHeading title={text.title}>{text.lead}</PageHeading>
      <Loaded of={{ state: shown, reload: () => void reader.load() }}>
        {({ messages, next }) => (
          <>
            <Messages messages={stillShown(messages, known)} reader={reader} known={known} />
            {reader.moreFailure.value && <ProblemNotice failure={reader.moreFailure.value} />}
            {next !== null && (
              <WorkButton
                working={common.value.loading}
                isWorking={reader.isBusy.value}
                onPress={() => void more()}
              >
                {text.more}
              </WorkButton>
            )}
          </>
        )}
      </Loaded>
      <p class="inbox-settings">
        <a href="/mine-oplysninger#beskeder">{text.settings}</a>
      </p>
    </div>
  );
}

interface MessagesProperties {
  readonly messages: readonly InboxMessage[];
  readonly reader: InboxReader;
  readonly known: LoadState<Children>;
}

function Messages({ messages, reader, known }: MessagesProperties) {
  const linked = known.kind === 'ok' ? known.value.children : [];
  const isPayer = linked.length > 0 && linked.every(({ rights }) => rights === 'payer');
  return (
    <>
      {messages.length === 0 && <p>{isPayer ? words.value.noneOfPayer : words.value.none}</p>}
      <ol class="inbox-messages">
        {messages.map((message) => (
          <InboxMessageView
            key={message.number}
            message={message}
            isNew={message.number > (reader.newAbove.value ?? 0)}
            child={known.kind === 'ok' ? childOf(known.value, message.accountId ?? '') : null}
          />
        ))}
      </ol>
    </>
  );
}

/** A tab in the background has read nothing; it has when somebody looks at it. */
function readWhileSeen(reader: InboxReader): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') void reader.noteRead();
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}
