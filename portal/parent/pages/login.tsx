// The page that stands wherever nobody is logged in: how to log in, and how the last try ended.
import { Notice } from '../notice.tsx';
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import { endedMidway, loggedOff, loginAddress, loginTrouble } from '../session.ts';
import './login.css';
import { words } from './words-of-login.ts';

export function LoginPage(_: PageProperties) {
  const text = words.value;
  const trouble = loginTrouble.value;
  return (
    <div class="login">
      <PageHeading title={text.title}>{text.lead}</PageHeading>
      {trouble && (
        <Notice kind="error" title={text.trouble[trouble].title} alert>
          <p>{text.trouble[trouble].advice}</p>
        </Notice>
      )}
      {!trouble && loggedOff.value && (
        <Notice kind="done" title={text.loggedOff.title}>
          <p>{text.loggedOff.advice}</p>
        </Notice>
      )}
      {!trouble && endedMidway.value && (
        <Notice kind="info" title={text.ended.title} alert>
          <p>{text.ended.advice}</p>
        </Notice>
      )}
      <p>
        <a class="button button-primary login-button" href={loginAddress()}>
          {text.button}
        </a>
      </p>
      <h2>{text.afterwards.title}</h2>
      <ul class="login-list">
        {text.afterwards.points.split('\n').map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <p>
        <a href="/vejledninger">{text.guides}</a>
      </p>
    </div>
  );
}
