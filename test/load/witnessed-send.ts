// The line between a till and the house, with a witness: who looks on learns of each request before it is
// sent, of each answer that arrived whole, and of each that did not. Absent: what an answer means.
import type { Send } from '../../portal/till/api.ts';

export interface Witness {
  sent(target: string): void;
  /** Only when the last byte of the body has arrived. */
  answered(target: string, status: number, body: string): void;
  lost(target: string): void;
}

/** Asks for the address each time: after a crash the house may listen elsewhere. */
export function witnessedSend(address: () => string, witness: Witness): Send {
  return async (target, request) => {
    witness.sent(target);
    try {
      const response = await fetch(address() + target, request);
      const { status, headers } = response;
      const body = await response.text();
      witness.answered(target, status, body);
      return new Response(body, { status, headers });
    } catch (cause) {
      witness.lost(target);
      throw cause;
    }
  };
}
