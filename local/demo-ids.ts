// Ids that follow from a text, so that a repeated seeding sends the same ones and makes nothing twice.
import { createHash } from 'node:crypto';
import { PersonId } from '../contracts/ids.ts';
import { type DemoChild, demoChildName } from './demo-children.ts';
import { plainLetters } from './demo-world.ts';

export function childIdOf(child: DemoChild): PersonId {
  return PersonId.parse(plainLetters(demoChildName(child)));
}

export function uuidOf(text: string): string {
  const hex = digestOf(text);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join('-');
}

/** Eight digits. */
export function digitsOf(text: string): string {
  return String(Number.parseInt(digestOf(text).slice(0, 6), 16)).padStart(8, '0');
}

function digestOf(text: string): string {
  return createHash('sha256').update(`klubkort-demo-id-1\n${text}`).digest('hex');
}
