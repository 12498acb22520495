// Says aloud, to those who cannot see it, what changed on the page without a new page. One live region for
// the whole portal, in the frame from the beginning, as screen readers need it.
import { signal } from '@preact/signals';
import { SpokenQueue } from './spoken-queue.ts';

const said = signal({ text: '', count: 0 });
const queue = new SpokenQueue((text) => {
  said.value = { text, count: said.peek().count + 1 };
});

/** Returns how to take it back, for what is true only while it lasts: the region can be read long after. */
export function announce(text: string): () => void {
  return queue.add(text);
}

export function Announcer() {
  const { text, count } = said.value;
  // The same words twice are two announcements; an invisible sign makes the second one differ.
  return (
    <div class="visually-hidden" role="status">
      {text}
      {count % 2 === 1 ? '\u200b' : ''}
    </div>
  );
}
