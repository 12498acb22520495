// The socket of a screen: opened by a ticket, welcomed with the till as it stands, and with the tap that came while
// no screen was there. Absent: what is told later, by whoever has news (till-sockets.ts).
import { PROBLEMS } from '../../contracts/problems.ts';
import type { MessageToScreen, SocketTicket } from '../../contracts/till-feed.ts';
import { SocketTickets } from '../socket-tickets.ts';
import type { PairedTill } from './paired-till.ts';
import type { TapDesk } from './tap-desk.ts';
import type { TillSockets } from './till-sockets.ts';

export class ScreenFeed {
  readonly #till: PairedTill;
  readonly #sockets: TillSockets;
  readonly #tapDesk: TapDesk;
  readonly #tickets = new SocketTickets();

  constructor(till: PairedTill, sockets: TillSockets, tapDesk: TapDesk) {
    this.#till = till;
    this.#sockets = sockets;
    this.#tapDesk = tapDesk;
  }

  ticket(now: number): SocketTicket {
    return this.#tickets.issue('screen', now);
  }

  /** A device's key ended: what it had asked for ends with it. */
  forgetTickets(): void {
    this.#tickets.forget();
  }

  async open(ticket: string): Promise<Response> {
    if (this.#tickets.spend(ticket, Date.now()) === null) {
      return new Response(null, { status: PROBLEMS.socket_ticket_wrong[0] });
    }
    const { response, socket } = this.#sockets.openScreen();
    this.#sockets.sayTo(socket, await this.#welcome());
    const missed = this.#tapDesk.takeWaiting(Date.now());
    if (missed !== null) this.#sockets.sayTo(socket, missed);
    return response;
  }

  async #welcome(): Promise<MessageToScreen> {
    const { place, catalogue } = this.#till.copies();
    return {
      type: 'welcome',
      tillId: this.#till.tillId,
      tillName: place.content.tillName,
      clubName: place.content.clubName,
      salesPointName: place.content.salesPointName,
      operators: await this.#till.namedOperators(),
      operator: await this.#till.operatorOnShift(),
      reader: this.#sockets.readerState(),
      catalogueVersion: catalogue.version,
    };
  }
}
