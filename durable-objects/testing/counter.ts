// A counter where the tests tap and sell by the account's own methods: the till's facts without a till.
import { env } from 'cloudflare:workers';
import type { CategoryId, ProductId, PurchaseId, TapId, TillId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import type { ProductFact, TillFacts } from '../card-account/commands.ts';
import type { RefundReceipt } from '../card-account/receipt.ts';
import { keyedHash } from '../keyed-hash.ts';
import { mintObjectId } from '../object-id.ts';
import { account, LEADER, type SeededClub, type TestChild } from './seeded-club.ts';

/** One øre apiece, so that an amount is a quantity. */
export const ORE_PRODUCT: ProductFact = {
  productId: 'ore' as ProductId,
  categoryId: 'food' as CategoryId,
  name: 'en øre',
  pricing: { kind: 'typed', maximumPriceOre: ore(199_00) },
  accountingCode: '4711',
  vatRatePercent: 0,
};

export type Shown = Pick<PresentedChild, 'accountId' | 'presentation' | 'presentationId'>;

export class Counter {
  readonly till: TillFacts;

  constructor(club: SeededClub, kind: 'staff' | 'youth' = 'staff') {
    this.till = {
      tillId: mintObjectId('t', '0165', env.EDGE_KEY) as TillId,
      tillName: 'Disk 1',
      clubId: club.clubId,
      clubName: 'Testklub',
      salesPointId: club.salesPointId,
      salesPointName: 'Café',
      operator: { operatorId: club[kind], kind },
    };
  }

  async tap(child: TestChild, readMsAgo = 0): Promise<Outcome<PresentedChild, Refusal>> {
    return (await account(child.accountId).presentCard({
      tapId: crypto.randomUUID() as TapId,
      cardIdentifier: keyedHash('card', child.uid, env.CARD_KEY),
      readMsAgo,
      till: this.till,
    })) as Outcome<PresentedChild, Refusal>;
  }

  async show(child: TestChild, readMsAgo = 0): Promise<PresentedChild> {
    return acceptedValue(await this.tap(child, readMsAgo));
  }

  async showNamed(child: TestChild): Promise<PresentedChild> {
    const outcome = await account(child.accountId).presentNamed({
      presentationId: crypto.randomUUID() as never,
      reason: 'forgotten_card',
      till: this.till,
    });
    return acceptedValue(outcome as Outcome<PresentedChild, Refusal>);
  }

  /** Sells lines of {@link ORE_PRODUCT}, one per amount. */
  async sell(
    shown: Shown,
    amountsOre: readonly number[],
    purchaseId: string = crypto.randomUUID(),
  ): Promise<Outcome<Receipt, Refusal>> {
    return (await account(shown.accountId).purchase({
      purchaseId: purchaseId as PurchaseId,
      request: {
        presentation: shown.presentation,
        catalogueVersion: 1,
        lines: amountsOre.map((amountOre) => ({
          productId: ORE_PRODUCT.productId,
          quantity: 1,
          priceOre: ore(amountOre),
        })),
      },
      till: this.till,
      products: amountsOre.map(() => ORE_PRODUCT),
    })) as Outcome<Receipt, Refusal>;
  }

  /** Taps and sells in one go. */
  async sellTo(
    child: TestChild,
    amountsOre: readonly number[],
    purchaseId: string = crypto.randomUUID(),
  ): Promise<Outcome<Receipt, Refusal>> {
    return this.sell(await this.show(child), amountsOre, purchaseId);
  }

  async reverse(
    child: TestChild,
    purchaseId: string,
    reversalId: string = crypto.randomUUID(),
  ): Promise<Outcome<ReversalReceipt, Refusal>> {
    return (await account(child.accountId).reverse({
      purchaseId: purchaseId as PurchaseId,
      reversalId: reversalId as never,
      till: this.till,
      operatorsLastPurchaseId: null,
    })) as Outcome<ReversalReceipt, Refusal>;
  }
}

export async function refund(
  child: TestChild,
  purchaseId: string,
  lines: 'all' | readonly { readonly line: number; readonly quantity: number }[],
  refundId: string = crypto.randomUUID(),
  reason = 'fortrudt i test',
): Promise<Outcome<RefundReceipt, Refusal>> {
  return (await account(child.accountId).refund({
    refundId: refundId as never,
    purchaseId: purchaseId as PurchaseId,
    lines,
    by: LEADER,
    reason,
  })) as Outcome<RefundReceipt, Refusal>;
}

/** What an accepted outcome holds. @throws Error naming the refusal. */
export function acceptedValue<Value>(outcome: Outcome<Value, Refusal>): Value {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

export function codeOf(outcome: Outcome<unknown, Refusal>): string {
  return outcome.ok ? 'accepted' : outcome.refusal.code;
}
