// The guardian's children as the last answer told them: one request for all, shared by the overview and the
// head of each child's pages. What is shown stays until the newer answer is there.
import { signal } from '@preact/signals';
import { type ChildOverview, Children } from '../../contracts/children.ts';
import type { LinkView } from '../../contracts/links.ts';
import { call } from './api.ts';
import { onChange } from './live.ts';
import type { LoadState } from './use-loaded.ts';

export const children = signal<LoadState<Children>>({ kind: 'loading' });

let asked = 0;
let isAsking = false;

export async function loadChildren(): Promise<void> {
  asked += 1;
  const question = asked;
  isAsking = true;
  const answer = await call({ method: 'GET', target: '/api/children', answer: Children });
  // A refresh that failed leaves what is shown: an old amount with a working page beats none.
  const keepsShown = answer.kind === 'unreachable' && children.peek().kind === 'ok';
  if (question !== asked) return;
  isAsking = false;
  if (!keepsShown) children.value = answer;
}

/** At log-off, and when another person may be next. */
export function forgetChildren(): void {
  asked += 1;
  isAsking = false;
  children.value = { kind: 'loading' };
}

export function childOf(known: Children, accountId: string): ChildOverview | null {
  return known.children.find((child) => child.accountId === accountId) ?? null;
}

/** The link to a child whose account gave no answer, by the account's id; null when there is none such. */
export function unreachableOf(known: Children, accountId: string): LinkView | null {
  return known.unreachable.find((link) => link.accountId === accountId) ?? null;
}

/** A child's own login shows one card, the own one; also of a child that is 18 and has all rights by now. */
export function isOwnCard(state: LoadState<Children>): boolean {
  if (state.kind !== 'ok') return false;
  const { children: told, unreachable } = state.value;
  const areOwn = [
    ...told.map(({ isOwn }) => isOwn),
    ...unreachable.map(({ rights }) => rights === 'self'),
  ];
  return areOwn.length > 0 && areOwn.every((isOwn) => isOwn);
}

onChange(() => {
  // Also while the first answer is on its way: it may have been written before what has changed.
  if (isAsking || children.peek().kind !== 'loading') void loadChildren();
});
