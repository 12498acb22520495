// The decision table of a link: what the letter's code, the club's contacts and the club's own memory make
// of a request.
import { describe, expect, it } from 'vitest';
import { decideLink, type LinkFacts } from './decide-link.ts';

const BY_CODE: LinkFacts = {
  request: 'code',
  codeIsGood: true,
  isContact: true,
  contactMatchIsEnough: true,
  childIsAdult: false,
  holdsLink: false,
  wasStopped: false,
  isTheChild: false,
};
const BY_CONTACT: LinkFacts = { ...BY_CODE, request: 'contact_match', codeIsGood: false };

function answer(facts: LinkFacts): string {
  const decision = decideLink(facts);
  return decision.accepted ? decision.state : decision.code;
}

describe('a request for a link', () => {
  it.each([
    ['a contact with the code is linked at once', BY_CODE, 'active'],
    ['a contact without the code is linked where that is enough', BY_CONTACT, 'active'],
    [
      'a contact without the code is refused where it is not enough',
      { ...BY_CONTACT, contactMatchIsEnough: false },
      'no_contact_match',
    ],
    [
      'a contact needs no setting with the code',
      { ...BY_CODE, contactMatchIsEnough: false },
      'active',
    ],
    ['somebody else with the code waits', { ...BY_CODE, isContact: false }, 'awaiting_approval'],
    [
      'the child itself is not its own parent, code or not',
      { ...BY_CODE, isTheChild: true },
      'link_code_wrong',
    ],
    ['a wrong code is refused', { ...BY_CODE, codeIsGood: false }, 'link_code_wrong'],
    [
      'neither a contact nor a code is refused in the same words',
      { ...BY_CODE, codeIsGood: false, isContact: false },
      'link_code_wrong',
    ],
    ['nobody’s contact is refused', { ...BY_CONTACT, isContact: false }, 'no_contact_match'],
    ['a link is not made twice', { ...BY_CODE, holdsLink: true }, 'already_linked'],
    [
      'a wrong code does not tell that there is a link',
      { ...BY_CODE, codeIsGood: false, holdsLink: true },
      'link_code_wrong',
    ],
    [
      'whom the club has stopped waits, contact and code or not',
      { ...BY_CODE, wasStopped: true },
      'awaiting_approval',
    ],
    ['nor by contact alone', { ...BY_CONTACT, wasStopped: true }, 'awaiting_approval'],
    [
      'nobody is linked to a grown-up by code',
      { ...BY_CODE, childIsAdult: true },
      'link_code_wrong',
    ],
    [
      'nobody is linked to a grown-up as a contact',
      { ...BY_CONTACT, childIsAdult: true },
      'no_contact_match',
    ],
  ] as const)('%s', (_name, facts, expected) => {
    expect(answer(facts)).toBe(expected);
  });
});
