// The bar on top: which till this is, whether server and reader can be reached, sound, language, and who sells.
import { useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog.tsx';
import { formatTimeWithSeconds } from '../ui/formats.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import { OperatorPicker } from './operator-picker.tsx';
import { muted } from './sounds.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './connection-bar.css';

type Health = 'good' | 'warn' | 'bad';

export function ConnectionBar({ till }: { readonly till: Till }) {
  const place = till.place.value;
  const pairing = till.pairing.value;
  return (
    <header class="bar">
      <p class="bar-place">
        <strong>{place?.clubName ?? pairing?.clubName ?? 'Klubkort'}</strong>
        {pairing && (
          <span>
            {[place?.salesPointName, place?.tillName ?? pairing.tillName]
              .filter(Boolean)
              .join(', ')}
          </span>
        )}
      </p>
      <div class="bar-states" role="status">
        <ConnectionState till={till} />
        {pairing && till.connection.value.kind === 'connected' && <ReaderState till={till} />}
      </div>
      <div class="bar-tools">
        <SoundSwitch />
        <LanguageSwitch />
        {pairing && till.operator.value && <OperatorButton till={till} />}
      </div>
    </header>
  );
}

function ConnectionState({ till }: { readonly till: Till }) {
  const text = words.value.connection;
  const connection = till.connection.value;
  if (!till.pairing.value) return <Pill health="bad" icon="link" text={text.unpaired} />;
  switch (connection.kind) {
    case 'connecting':
      return <Pill health="warn" icon="link" text={text.connecting} />;
    case 'connected':
      return <Pill health="good" icon="link" text={text.connected} />;
    case 'lost': {
      const since = formatTimeWithSeconds(connection.since, language.value);
      return <Pill health="warn" icon="link" text={text.lost(since)} />;
    }
  }
}

function ReaderState({ till }: { readonly till: Till }) {
  const state = till.reader.value;
  return (
    <Pill
      health={state === 'ready' ? 'good' : 'warn'}
      icon="card"
      text={words.value.reader[state]}
    />
  );
}

interface PillProperties {
  readonly health: Health;
  readonly icon: IconName;
  readonly text: string;
}

function Pill({ health, icon, text }: PillProperties) {
  return (
    <span class={`pill pill-${health}`}>
      <Icon name={icon} />
      <span class="pill-text">{text}</span>
    </span>
  );
}

function SoundSwitch() {
  const { on, off } = words.value.sound;
  return (
    <button
      type="button"
      class="button bar-button"
      aria-label={words.value.sound.label}
      aria-pressed={!muted.value}
      title={muted.value ? off : on}
      onClick={() => {
        muted.value = !muted.value;
      }}
    >
      <Icon name={muted.value ? 'silence' : 'sound'} />
    </button>
  );
}

/** Named whole at every width: half a word is no name. */
function LanguageSwitch() {
  const { code, name } = words.value.otherLanguage;
  return (
    <button
      type="button"
      class="button bar-button"
      lang={code}
      onClick={() => {
        language.value = language.value === 'da' ? 'en' : 'da';
      }}
    >
      {name}
    </button>
  );
}

/** Two touches and a PIN change who sells. */
function OperatorButton({ till }: { readonly till: Till }) {
  const [isOpen, setOpen] = useState(false);
  const text = words.value.operators;
  const name = till.operator.value?.name ?? '';
  return (
    <>
      <button
        type="button"
        class="button bar-button bar-operator"
        aria-label={text.switchOperator(name)}
        onClick={() => setOpen(true)}
      >
        <Icon name="person" />
        <span class="hidden-when-narrow">{name}</span>
      </button>
      {isOpen && (
        <Dialog title={text.title} closeLabel={words.value.close} onClose={() => setOpen(false)}>
          <OperatorPicker till={till} onSignedIn={() => setOpen(false)} />
          <div class="dialog-actions">
            <button
              type="button"
              class="button"
              onClick={() => {
                setOpen(false);
                till.lock();
              }}
            >
              <Icon name="lock" />
              {text.lock}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
