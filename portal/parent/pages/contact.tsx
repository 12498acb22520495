// "Kontakt": whom to ask, per club. Anyone may read it, also when the login does not work.
import { useEffect } from 'preact/hooks';
import type { PublicClub } from '../../../contracts/clubs.ts';
import { clubs, loadClubs } from '../clubs-store.ts';
import { Loaded } from '../loaded.tsx';
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import './contact.css';
import { words } from './words-of-contact.ts';

export default function ContactPage(_: PageProperties) {
  const text = words.value;
  useEffect(() => void loadClubs(), []);
  return (
    <div class="contact">
      <PageHeading title={text.title}>{text.lead}</PageHeading>
      <p>
        <a href="/vejledninger">{text.guides}</a>
      </p>
      <Loaded of={{ state: clubs.value, reload: () => void loadClubs({ again: true }) }}>
        {({ clubs: known }) => (
          <ul class="contact-clubs">
            {known.length === 0 && <li>{text.none}</li>}
            {known.map((club) => (
              <li key={club.clubId} class="panel">
                <h2>{club.name}</h2>
                <ClubDetails club={club} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <div class="reading">
        <section>
          <h2>{text.fault.title}</h2>
          <p>{text.fault.lead}</p>
        </section>
        <section>
          <h2>{text.login.title}</h2>
          <p>{text.login.lead}</p>
          <p>
            <a href="https://www.mitid.dk">{text.login.site}</a>
          </p>
        </section>
      </div>
    </div>
  );
}

function ClubDetails({ club: { contact } }: { readonly club: PublicClub }) {
  const text = words.value;
  if (!contact) return <p>{text.noContact}</p>;
  return (
    <dl>
      <dt>{text.phone}</dt>
      <dd>
        <a href={`tel:${contact.phone.replace(/\s/g, '')}`}>{contact.phone}</a>
      </dd>
      <dt>{text.email}</dt>
      <dd>
        <a href={`mailto:${contact.email}`}>{contact.email}</a>
      </dd>
      <dt>{text.hours}</dt>
      <dd lang="da">{contact.openingHours}</dd>
      <dt>{text.address}</dt>
      <dd lang="da">{contact.address}</dd>
    </dl>
  );
}
