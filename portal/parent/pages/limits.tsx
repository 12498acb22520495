// "Begrænsninger": a parent's rules for one child's purchases, and how much of them is used. They hold from
// the next tap. The rules' meaning is the account's.
import { useEffect } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { LimitsInForce } from '../../../contracts/limits.ts';
import { formatRecently } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { ChildFrame } from '../child-frame.tsx';
import { onChange } from '../live.ts';
import { Loaded } from '../loaded.tsx';
import type { PageProperties } from '../pages.ts';
import { useLoaded } from '../use-loaded.ts';
import './limits.css';
import { LimitsEditor } from './limits-editor.tsx';
import { words } from './words-of-limits.ts';

export default function LimitsPage({ parameters }: PageProperties) {
  return (
    <ChildFrame parameters={parameters} page="begraensninger">
      {(child) => <ChildLimits child={child} />}
    </ChildFrame>
  );
}

function ChildLimits({ child }: { readonly child: ChildOverview }) {
  const limits = useLoaded(`/api/accounts/${child.accountId}/limits`, LimitsInForce);
  useEffect(
    () => onChange((accountId) => accountId === child.accountId && limits.reload()),
    [child.accountId],
  );
  return (
    <>
      <p class="page-lead limits-lead">{child.isOwn ? words.value.own.lead : words.value.lead}</p>
      <Loaded of={limits}>
        {(inForce) => (
          <>
            <SetBy inForce={inForce} isOwn={child.isOwn} />
            <LimitsEditor child={child} inForce={inForce} onSaved={limits.put} />
          </>
        )}
      </Loaded>
    </>
  );
}

interface SetByProperties {
  readonly inForce: LimitsInForce;
  readonly isOwn: boolean;
}

function SetBy({ inForce: { setAt, setBy }, isOwn }: SetByProperties) {
  const text = words.value;
  const { setters } = isOwn ? text.own : text;
  if (setAt === null || setBy === null) return <p class="quiet limits-set">{text.noneSet}</p>;
  const when = formatRecently(Date.parse(setAt), Date.now(), language.value);
  return <p class="quiet limits-set">{text.setBy(setBy.name ?? setters[setBy.role], when)}</p>;
}
