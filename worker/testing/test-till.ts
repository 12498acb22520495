// A till for tests: it taps cards by its bridge, listens by its screen's socket, and sells by HTTP.

import type { AccountId } from '../../contracts/ids.ts';
import { PresentedChild } from '../../contracts/presentations.ts';
import { Problem } from '../../contracts/problems.ts';
import { MessageToScreen, SocketTicket, type TapShown } from '../../contracts/till-feed.ts';
import {
  type SeededClub,
  STAFF_PIN,
  type TestChild,
  YOUTH_PIN,
} from '../../durable-objects/testing/seeded-club.ts';
import { edge } from './edge.ts';
import { ORIGIN, type SendOptions, type TestDevice } from './test-device.ts';

export interface Line {
  readonly productId: string;
  readonly quantity: number;
  readonly priceOre: number;
}

export const BOLLE: Line = { productId: 'bolle', quantity: 1, priceOre: 12_00 };
export const JUICE: Line = { productId: 'juice', quantity: 1, priceOre: 8_00 };
export const SLIK: Line = { productId: 'slik', quantity: 1, priceOre: 5_00 };

export class TestTill {
  readonly club: SeededClub;
  readonly screen: TestDevice;
  readonly bridge: TestDevice;
  /** Every message that the screen got, as it came. */
  readonly heard: string[] = [];
  #socket: WebSocket | null = null;

  constructor(club: SeededClub, screen: TestDevice, bridge: TestDevice) {
    this.club = club;
    this.screen = screen;
    this.bridge = bridge;
  }

  async signIn(kind: 'staff' | 'youth'): Promise<void> {
    const operatorId = kind === 'staff' ? this.club.staff : this.club.youth;
    const pin = kind === 'staff' ? STAFF_PIN : YOUTH_PIN;
    const response = await this.changeOperator({ kind: 'sign_in', operatorId, pin });
    if (response.status !== 200) throw new Error(await response.text());
  }

  changeOperator(change: unknown): Promise<Response> {
    return this.screen.send('PUT', `/api/tills/${this.screen.tillId}/operator`, change);
  }

  async listen(): Promise<void> {
    const ticket = SocketTicket.parse(
      await (await this.screen.send('POST', '/api/socket-tickets')).json(),
    );
    const response = await this.openFeed(ticket.ticket);
    if (response.webSocket === null) throw new Error(await response.text());
    this.#socket = response.webSocket;
    this.#socket.accept();
    this.#socket.addEventListener('message', ({ data }) => {
      this.heard.push(String(data));
    });
  }

  openFeed(ticket: string, origin = ORIGIN): Promise<Response> {
    return edge.fetch(
      new Request(`${ORIGIN}/api/tills/${this.screen.tillId}/feed?ticket=${ticket}`, {
        headers: { upgrade: 'websocket', origin, host: new URL(ORIGIN).host },
      }),
    );
  }

  closeScreen(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  /** Waits for a message of that type after the first `from` ones. */
  async hear<Type extends MessageToScreen['type']>(
    type: Type,
    from = 0,
  ): Promise<Extract<MessageToScreen, { type: Type }>> {
    for (let round = 0; round < 200; round++) {
      for (const text of this.heard.slice(from)) {
        const message = MessageToScreen.parse(JSON.parse(text));
        if (message.type === type) return message as Extract<MessageToScreen, { type: Type }>;
      }
      await scheduler.wait(10);
    }
    throw new Error(`the screen did not hear ${type}; it heard ${this.heard.join('\n')}`);
  }

  async sendTap(
    uid: string,
    readMsAgo = 0,
    tapId: string = crypto.randomUUID(),
  ): Promise<Response> {
    const body = { evidence: { class: 'uid', uid }, readMsAgo };
    return this.bridge.send('PUT', `/api/taps/${tapId}`, body);
  }

  /** Taps a card and returns what the screen got. */
  async tap(uid: string, readMsAgo = 0): Promise<TapShown['result']> {
    if (this.#socket === null) await this.listen();
    const from = this.heard.length;
    const response = await this.sendTap(uid, readMsAgo);
    if (response.status !== 200) throw new Error(await response.text());
    return (await this.hear('tap', from)).result;
  }

  /** Taps a child's card that must be accepted. */
  async show(child: TestChild, readMsAgo = 0): Promise<PresentedChild> {
    const result = await this.tap(child.uid, readMsAgo);
    if (result.kind !== 'child') throw new Error(`not shown: ${JSON.stringify(result)}`);
    return result.child;
  }

  presentNamed(
    accountId: AccountId,
    presentationId: string = crypto.randomUUID(),
    reason = 'forgotten_card',
  ): Promise<Response> {
    const target = `/api/accounts/${accountId}/presentations/${presentationId}`;
    return this.screen.send('PUT', target, { reason });
  }

  async showNamed(accountId: AccountId): Promise<PresentedChild> {
    const response = await this.presentNamed(accountId);
    return PresentedChild.parse(await response.json());
  }

  endPresentation(child: PresentedChild, because = 'wrong_child'): Promise<Response> {
    const target = `/api/accounts/${child.accountId}/presentations/${child.presentationId}`;
    return this.screen.send('DELETE', target, { presentation: child.presentation, because });
  }

  search(query: string): Promise<Response> {
    const path = `/api/tills/${this.screen.tillId}/children`;
    return this.screen.send('GET', `${path}?${new URLSearchParams({ query })}`);
  }

  purchase(
    child: Pick<PresentedChild, 'accountId' | 'presentation'>,
    lines: readonly unknown[],
    purchaseId: string = crypto.randomUUID(),
    options: SendOptions = {},
  ): Promise<Response> {
    const body = { presentation: child.presentation, catalogueVersion: 1, lines };
    return this.screen.send('PUT', purchasePath(child.accountId, purchaseId), body, options);
  }

  reverse(
    accountId: AccountId,
    purchaseId: string,
    reversalId: string = crypto.randomUUID(),
  ): Promise<Response> {
    const target = `/api/accounts/${accountId}/purchases/${purchaseId}/reversals/${reversalId}`;
    return this.screen.send('PUT', target, {});
  }
}

export function purchasePath(accountId: string, purchaseId: string): string {
  return `/api/accounts/${accountId}/purchases/${purchaseId}`;
}

/** The code of a problem, after checking that it is one in full. */
export async function problemCode(response: Response): Promise<string> {
  const type = response.headers.get('content-type');
  const text = await response.text();
  if (type !== 'application/problem+json') {
    throw new Error(`not a problem: ${response.status} ${type} ${text}`);
  }
  const problem = Problem.parse(JSON.parse(text));
  if (problem.status !== response.status) throw new Error(`status ${response.status}: ${text}`);
  return problem.code;
}
