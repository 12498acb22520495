// Which screen stands: pairing, who is at the till, or the counter. The bar above is always there.

import { language } from '../ui/language.ts';
import { ConnectionBar } from './connection-bar.tsx';
import { CounterScreen } from './counter-screen.tsx';
import { Mistake } from './mistake.tsx';
import { OperatorPicker } from './operator-picker.tsx';
import { PairingScreen } from './pairing-screen.tsx';
import type { Till } from './till.ts';
import { words } from './words.ts';
import { problemWords } from './words-of-problems.ts';

export function TillApp({ till }: { readonly till: Till }) {
  return (
    <div class="till">
      <ConnectionBar till={till} />
      <Screen till={till} />
    </div>
  );
}

function Screen({ till }: { readonly till: Till }) {
  if (!till.pairing.value) return <PairingScreen till={till} />;
  if (till.operator.value) return <CounterScreen till={till} operator={till.operator.value} />;
  return (
    <main class="panel-screen">
      <div class="panel">
        {till.place.value ? (
          <>
            <h1>{words.value.operators.title}</h1>
            <WhyLocked till={till} />
            <OperatorPicker till={till} onSignedIn={() => {}} />
          </>
        ) : (
          <h1>{words.value.connection.connecting}</h1>
        )}
      </div>
    </main>
  );
}

/** A card read at a locked till shows no child, but must not seem to have been read by nobody either. */
function WhyLocked({ till }: { readonly till: Till }) {
  const says = till.sale.value.outcome?.says;
  const problem = says?.kind === 'problem' ? says.problem : null;
  const said = problem?.code === 'operator_missing' ? problemWords(problem, language.value) : null;
  return <div role="alert">{said && <Mistake>{`${said.title}. ${said.advice}`}</Mistake>}</div>;
}
