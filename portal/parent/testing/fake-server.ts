// A server in memory for tests of the portal's pages: the answers of contracts/, versions and ids as the
// real one keeps them. Deliberately absent: who is asking, and every rule that no page of the portal shows.
import { type CardChange, type CardOrder, CardOrderRequest } from '../../../contracts/cards.ts';
import type { Limits } from '../../../contracts/limits.ts';
import { LinkRequest } from '../../../contracts/links.ts';
import { ore } from '../../../contracts/ore.ts';
import {
  type PortalProblemCode,
  PROBLEM_MEDIA_TYPE,
  type ProblemCode,
  type ProblemFacts,
  problemOf,
} from '../../../contracts/problems.ts';
import { type FakeChild, fakeWorld } from './fake-world.ts';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: number | null;
}

class Refused extends Error {
  readonly code: ProblemCode | PortalProblemCode;
  readonly facts: ProblemFacts;
  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

export class FakeServer {
  readonly world = fakeWorld();
  readonly requests: Request[] = [];
  /** True: the next answers are that nobody is logged in. */
  isSessionOver = false;
  /** How many of the next requests are done but never answered. */
  answersToLose = 0;

  readonly send = async (target: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    const version = headers.get('if-match');
    const request: Request = {
      method: init.method ?? 'GET',
      path: target.split('?')[0] ?? target,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
      ifMatch: version === null ? null : Number(version.replaceAll('"', '')),
    };
    this.requests.push(request);
    const response = this.#answer(request);
    if (this.answersToLose === 0) return response;
    this.answersToLose -= 1;
    throw new TypeError('the line is cut');
  };

  #answer(request: Request): Response {
    try {
      if (this.isSessionOver && request.path !== '/api/clubs') throw new Refused('session_missing');
      const value = this.#do(request);
      return value === undefined ? new Response(null, { status: 204 }) : Response.json(value);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf({ code: error.code, ...error.facts }, 'fake');
      return Response.json(problem, {
        status: problem.status,
        headers: { 'content-type': PROBLEM_MEDIA_TYPE },
      });
    }
  }

  #do(request: Request): unknown {
    const { world } = this;
    const [, , resource, id = '', part, partId, act] = request.path.split('/');
    if (resource === 'clubs') return world.clubs;
    if (resource === 'logout') return { endSessionUrl: null };
    if (resource === 'children') {
      const children = world.children.map((child) => child.overview);
      return { children, unreachable: world.unreachable, otherLinks: world.links };
    }
    if (resource === 'links') return this.#link(request, id);
    const child = world.children.find(({ overview }) => overview.accountId === id);
    if (resource !== 'accounts' || !child) throw new Refused('account_unknown');
    if (part === 'limits') return this.#limits(request, child);
    if (part === 'card-orders') return this.#order(request, child, partId ?? '');
    if (part === 'cards' && act) return this.#card(request, child, partId ?? '', act);
    if (part === 'cards') return cardsOf(child);
    throw new Refused('not_found');
  }

  #limits(request: Request, child: FakeChild): unknown {
    if (request.method === 'GET') return child.limits;
    if (request.ifMatch === null) throw new Refused('version_missing');
    if (request.ifMatch !== child.limits.version) throw new Refused('version_conflict');
    const limits = request.body as Limits;
    child.limits = {
      ...child.limits,
      version: child.limits.version + 1,
      limits,
      setAt: new Date().toISOString(),
      setBy: { role: 'me', name: null },
      today: { ...child.limits.today, limitOre: limits.perDayOre },
      thisWeek: { ...child.limits.thisWeek, limitOre: limits.perWeekOre },
    };
    return child.limits;
  }

  #order(request: Request, child: FakeChild, orderId: string): CardOrder | undefined {
    const known = child.orders.find((order) => order.orderId === orderId);
    if (request.method === 'DELETE') {
      if (!known) throw new Refused('card_order_unknown');
      this.#cancel(child, known);
      return child.orders.find((order) => order.orderId === orderId);
    }
    if (known) return known;
    const { blockCardId, feeOre } = CardOrderRequest.parse(request.body);
    const facts = cardsOf(child).next;
    if (feeOre !== facts.feeOre) throw new Refused('price_changed', { feeOre: facts.feeOre });
    const at = new Date().toISOString();
    if (blockCardId !== null) this.#setState(child, blockCardId, 'blocked');
    if (facts.hindrance === 'order_open') throw new Refused('card_order_open');
    if (facts.hindrance === 'not_enough_money') {
      const blockedAt = blockCardId === null ? {} : { blockedAt: at };
      throw new Refused('not_enough_money', {
        missingOre: facts.missingOre as never,
        ...blockedAt,
      });
    }
    const cardId = `card-${child.orders.length + 9}` as CardOrder['cardId'];
    child.cards.unshift({ cardId, printedNumber: null, state: 'ordered', since: at });
    child.balanceOre -= feeOre;
    const order: CardOrder = {
      orderId: orderId as CardOrder['orderId'],
      ...{ cardId, feeOre, orderedAt: at, blockedCardId: blockCardId },
      ...{ producedAt: null, deliveredAt: null, activatedAt: null, cancelledAt: null },
    };
    child.orders.unshift(order);
    return order;
  }

  #card(request: Request, child: FakeChild, cardId: string, act: string): CardChange {
    const card = child.cards.find((candidate) => candidate.cardId === cardId);
    if (!card) throw new Refused('card_unknown');
    const order = child.orders.find((candidate) => candidate.blockedCardId === cardId);
    const state = act === 'block' && request.method === 'PUT' ? 'blocked' : 'active';
    const opened = state === 'active' && order && order.cancelledAt === null ? order : null;
    if (opened) this.#cancel(child, opened);
    if (act === 'activation') {
      for (const old of child.cards) if (old !== card) this.#setState(child, old.cardId, 'retired');
    }
    this.#setState(child, cardId, state);
    return {
      card: child.cards.find((candidate) => candidate.cardId === cardId) ?? card,
      at: new Date().toISOString(),
      cancelledOrderId: opened?.orderId ?? null,
      returnedFeeOre: opened?.feeOre ?? ore(0),
    };
  }

  #cancel(child: FakeChild, order: CardOrder): void {
    if (order.producedAt !== null) throw new Refused('card_order_too_late');
    const cancelledAt = new Date().toISOString();
    child.orders = child.orders.map((one) => (one === order ? { ...one, cancelledAt } : one));
    child.cards = child.cards.filter((card) => card.cardId !== order.cardId);
    child.balanceOre += order.feeOre;
  }

  #setState(child: FakeChild, cardId: string, state: CardChange['card']['state']): void {
    const since = new Date().toISOString();
    child.cards = child.cards.map((card) =>
      card.cardId === cardId ? { ...card, state, since } : card,
    );
    child.overview = { ...child.overview, cards: child.cards };
  }

  #link(request: Request, linkId: string): unknown {
    const { world } = this;
    if (request.method === 'DELETE') {
      const child = world.children.find(({ overview }) => overview.linkId === linkId);
      const known = world.links.find((link) => link.linkId === linkId);
      if (!child && !known) throw new Refused('link_not_found');
      world.links = world.links.filter((link) => link !== known);
      world.children = world.children.filter((one) => one !== child);
      const ended = { accountId: null, childGivenName: child?.overview.name.split(' ')[0] ?? '' };
      const since = new Date().toISOString();
      return { rights: 'full', since, reason: null, ...known, ...ended, linkId, state: 'ended' };
    }
    const asked = LinkRequest.parse(request.body);
    if (asked.kind === 'contact_match') throw new Refused('no_contact_match');
    const answer = world.codes[asked.code];
    if (!answer) throw new Refused('link_code_wrong', { triesLeft: 4 });
    const link = { ...answer, linkId: linkId as never, rights: asked.rights };
    if (link.state !== 'active') world.links = [...world.links, link];
    return { links: [link] };
  }
}

function cardsOf(child: FakeChild) {
  const isOpen = child.orders.some((order) => !order.activatedAt && !order.cancelledAt);
  const feeOre = ore(child.cards.length === 0 ? 0 : 2500);
  const missingOre = child.balanceOre < feeOre ? ore(feeOre - child.balanceOre) : null;
  const hindrance = isOpen
    ? ('order_open' as const)
    : missingOre === null
      ? null
      : ('not_enough_money' as const);
  return {
    accountId: child.overview.accountId,
    cards: child.cards,
    orders: child.orders,
    next: { feeOre, hindrance, missingOre },
  };
}
