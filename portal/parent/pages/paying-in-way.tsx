// The choice between the ways to pay, for a top-up and for the automatic one. One that is silent just now says
// so, and what works meanwhile.
import type { PaymentWay, ProviderName } from '../../../contracts/top-ups.ts';
import { Notice } from '../notice.tsx';
import { COMPANIES, words } from './words-of-paying-in.ts';

interface WayProperties {
  /** Of the group: two groups may stand on one page. */
  readonly name: string;
  readonly ways: readonly PaymentWay[];
  readonly chosen: ProviderName;
  readonly choose: (provider: ProviderName) => void;
}

export function PayingInWay({ name, ways, chosen, choose }: WayProperties) {
  const text = words.value;
  const isSilent = (one: PaymentWay) => one.state === 'silent';
  const isChosenSilent = ways.some((one) => one.provider === chosen && isSilent(one));
  const areAllSilent = ways.every(isSilent);
  return (
    <fieldset class="paying-in-ways">
      <legend>{text.way}</legend>
      {ways.map((one) => (
        <label key={one.provider} class="choice paying-in-way">
          <input
            type="radio"
            name={name}
            checked={one.provider === chosen}
            aria-describedby={`${name}-${one.provider}`}
            onChange={() => choose(one.provider)}
          />
          <span>
            <strong>{text.ways[one.provider]}</strong>
            <span
              class={isSilent(one) ? 'paying-in-silent' : 'quiet'}
              id={`${name}-${one.provider}`}
            >
              {isSilent(one) ? text.silent(COMPANIES[one.provider]) : text.wayHints[one.provider]}
            </span>
          </span>
        </label>
      ))}
      {areAllSilent ? (
        <Notice kind="warning" title={text.allSilent.title}>
          <p>{text.allSilent.lead}</p>
        </Notice>
      ) : (
        isChosenSilent && <p class="paying-in-silent">{text.silentChosen(COMPANIES[chosen])}</p>
      )}
    </fieldset>
  );
}
