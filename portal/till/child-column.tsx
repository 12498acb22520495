// The left of the counter: the face of the child at the till, large; else what just happened; else the
// wait for a card.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { TillOperator } from '../../contracts/operators.ts';
import { Icon } from '../ui/icon.tsx';
import { PhotoFrame } from '../ui/photo-frame.tsx';
import type { Over } from './counter-screen.tsx';
import { LastSaleStrip } from './last-sale-strip.tsx';
import { OutcomePanel } from './outcome-panel.tsx';
import type { ShownChild } from './sale-state.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './child-column.css';

interface ChildColumnProperties {
  readonly till: Till;
  readonly operator: TillOperator;
  readonly onOver: (over: Over) => void;
}

export function ChildColumn({ till, operator, onOver }: ChildColumnProperties) {
  const { child, outcome } = till.sale.value;
  const text = words.value.child;
  return (
    <section class="child" aria-label={text.region}>
      {child ? (
        <Child till={till} child={child}>
          <LastSaleStrip till={till} onOver={onOver} isBesideChild />
          {operator.kind === 'staff' && <FindButton onOver={onOver} />}
        </Child>
      ) : (
        <>
          {outcome ? <OutcomePanel outcome={outcome} size="large" /> : <Waiting till={till} />}
          <LastSaleStrip till={till} onOver={onOver} />
          {operator.kind === 'staff' && <FindButton onOver={onOver} />}
        </>
      )}
    </section>
  );
}

/** Beside a child only its sign is drawn. */
function FindButton({ onOver }: Pick<ChildColumnProperties, 'onOver'>) {
  const text = words.value.child;
  return (
    <button
      type="button"
      class="button child-find"
      title={text.find}
      onClick={() => onOver({ kind: 'search' })}
    >
      <Icon name="search" />
      <span>{text.find}</span>
    </button>
  );
}

interface ChildProperties {
  readonly till: Till;
  readonly child: ShownChild;
  /** What else can be done at the counter while the child stands there. */
  readonly children: ComponentChildren;
}

function Child({ till, child, children }: ChildProperties) {
  const text = words.value.child;
  const isPaying = till.sale.value.confirming !== null;
  const { presentationId } = child;
  return (
    <>
      <div class="child-photo">
        <PhotoFrame
          photo={child.photo}
          description={text.photoOf(child.childName)}
          withoutPhoto={text.noPhoto}
        />
        <div class="child-hints">
          {child.boughtMinutesAgo !== null && (
            <p class="hint hint-look">
              <Icon name="clock" />
              {text.boughtAgo(child.boughtMinutesAgo)}
            </p>
          )}
          {child.kind === 'named' && (
            <p class="hint">
              <Icon name="search" />
              {text.named}
            </p>
          )}
        </div>
        <Countdown expiresAt={child.expiresAt} />
      </div>
      <div class="child-facts">
        <h2 class="child-name">{child.childName}</h2>
        <div class="child-tools">{children}</div>
      </div>
      <div class="child-ends">
        <button
          type="button"
          class="button button-warning"
          aria-disabled={isPaying}
          onClick={() => till.happen({ type: 'wrong_child', presentationId })}
        >
          <Icon name="cross" />
          {text.wrong}
        </button>
        <button
          type="button"
          class="button button-quiet"
          aria-disabled={isPaying}
          onClick={() => till.happen({ type: 'child_removed', presentationId })}
        >
          {text.remove}
        </button>
      </div>
    </>
  );
}

const COUNTED_DOWN_S = 15;

/** Calm, and only at the end: the child is still there, but the card must soon be read again. */
function Countdown({ expiresAt }: { readonly expiresAt: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(ticking);
  }, []);
  const seconds = Math.max(0, Math.ceil((expiresAt - now) / 1000));
  if (seconds > COUNTED_DOWN_S) return null;
  const left = words.value.child.secondsLeft(seconds);
  return (
    <p class="countdown" role="timer">
      <progress max={COUNTED_DOWN_S} value={seconds} aria-label={left} />
      {left}
    </p>
  );
}

function Waiting({ till }: { readonly till: Till }) {
  const text = words.value.child;
  const reader = till.reader.value;
  if (till.connection.value.kind !== 'connected') {
    return (
      <div class="waiting waiting-look">
        <Icon name="link" />
        <h2>{text.offline}</h2>
        <p>{text.offlineAdvice}</p>
      </div>
    );
  }
  if (reader !== 'ready') {
    return (
      <div class="waiting waiting-look">
        <Icon name="triangle_look" />
        <h2>{words.value.reader[reader]}</h2>
        <p>{words.value.readerAdvice[reader]}</p>
      </div>
    );
  }
  return (
    <div class="waiting">
      <ReaderPicture />
      <h2>{text.waiting}</h2>
      <p>{text.waitingAdvice}</p>
    </div>
  );
}

function ReaderPicture() {
  return (
    <svg class="reader-picture" viewBox="0 0 120 100" aria-hidden="true" focusable="false">
      <rect class="reader-body" x="22" y="62" width="76" height="26" rx="6" />
      <g class="reader-card">
        <rect x="34" y="14" width="52" height="34" rx="5" />
        <circle cx="48" cy="27" r="5" />
        <path d="M40 41a8 7 0 0 1 16 0z" />
        <path class="reader-line" d="M62 26h16M62 33h12" />
      </g>
      <path class="reader-waves" d="M50 57q10-6 20 0M44 53q16-10 32 0" />
    </svg>
  );
}
