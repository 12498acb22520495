// "Mine oplysninger": the reader's own details, what the reader is told and how. Each part saves by itself.
import { useEffect } from 'preact/hooks';
import { Me } from '../../../contracts/me.ts';
import { formatRecently } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { children, isOwnCard } from '../children-store.ts';
import { Loaded } from '../loaded.tsx';
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import { useLoaded } from '../use-loaded.ts';
import './me.css';
import { MyBankAccount } from './me-bank-account.tsx';
import { MyEmail } from './me-email.tsx';
import { MyLanguage } from './me-language.tsx';
import { MyNotices } from './me-notices.tsx';
import { MyPhone } from './me-phone.tsx';
import { MyPush } from './me-push.tsx';
import { words } from './words-of-me.ts';

export default function MePage(_: PageProperties) {
  const text = words.value;
  const details = useLoaded('/api/me', Me);
  const isChild = details.state.kind === 'ok' && details.state.value.isChild;
  const isOwn = isChild || isOwnCard(children.value);
  return (
    <div class="me">
      <PageHeading title={text.title}>{isOwn ? text.ownLead : text.lead}</PageHeading>
      <Loaded of={details}>{(me) => <Details me={me} onChanged={details.put} />}</Loaded>
    </div>
  );
}

function Details({ me, onChanged }: { readonly me: Me; readonly onChanged: (me: Me) => void }) {
  const text = words.value;
  // The browser jumped before the page was drawn.
  useEffect(() => {
    if (location.hash === '#beskeder') document.querySelector('#beskeder')?.scrollIntoView();
  }, []);
  const loggedInAt = formatRecently(Date.parse(me.loggedInAt), Date.now(), language.value);
  const part = { me, onChanged };
  return (
    <>
      <section class="me-part" aria-labelledby="me-name">
        <h2 id="me-name">{text.name}</h2>
        <p class="me-value">{me.name ?? text.noName}</p>
        <p class="quiet">{text.loggedIn(loggedInAt)}</p>
      </section>
      <MyEmail {...part} />
      <MyPhone {...part} />
      <MyLanguage {...part} />
      <MyNotices {...part} />
      <MyPush {...part} />
      {!me.isChild && <MyBankAccount {...part} />}
    </>
  );
}
