// Who reads here, as the server's last answer told: whose drafts may come back, and whose must not. Absent: whether
// the session still lives (session.ts).
import { signal } from '@preact/signals';

/** Null until an answer has told. */
export const reader = signal<string | null>(null);

export function noteReader(guardianId: string): void {
  reader.value = guardianId;
}

/** After logging off anybody may be next. */
export function forgetReader(): void {
  reader.value = null;
}
