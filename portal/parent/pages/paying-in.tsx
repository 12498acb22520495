// "Indbetaling": how money comes onto the account for the time being. Paying in on this page has not been
// built; until it is, the page says so and how the clubs take deposits, and pretends nothing.
import { ChildFrame } from '../child-frame.tsx';
import { knownClubs } from '../clubs-store.ts';
import { Notice } from '../notice.tsx';
import type { PageProperties } from '../pages.ts';
import { words } from './words-of-paying-in.ts';

export default function PayingInPage({ parameters }: PageProperties) {
  const text = words.value;
  return (
    <ChildFrame parameters={parameters} page="indbetaling">
      {(child) => (
        <>
          <Notice kind="info" title={text.title}>
            <p>{text.lead}</p>
          </Notice>
          <section class="section reading">
            <h2>{text.clubs}</h2>
            {knownClubs()
              // A payer is not told where the child is a member: any club can be asked.
              .filter(({ clubId }) => child.rights === 'payer' || child.clubIds.includes(clubId))
              .map(({ clubId, name, contact }) => (
                <div key={clubId}>
                  <h3>{name}</h3>
                  {contact && (
                    <p>
                      {contact.openingHours}
                      <br />
                      <a href={`tel:${contact.phone.replace(/\s/g, '')}`}>{contact.phone}</a>
                      {', '}
                      <a href={`mailto:${contact.email}`}>{contact.email}</a>
                      <br />
                      {contact.address}
                    </p>
                  )}
                </div>
              ))}
          </section>
        </>
      )}
    </ChildFrame>
  );
}
