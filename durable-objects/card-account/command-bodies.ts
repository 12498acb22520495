// What a money command says, for its fingerprint: the fields by name and in one order, whatever order the
// caller wrote them in. Absent: bodies that come parsed by a contract, whose order is the contract's.
import type { RefundCommand, TopUpCommand } from './commands.ts';

export function bodyOfRefund({ refundId, purchaseId, lines, by, reason }: RefundCommand): unknown {
  const named = lines === 'all' ? lines : lines.map(({ line, quantity }) => ({ line, quantity }));
  return { refundId, purchaseId, lines: named, by, reason };
}

export function bodyOfTopUp(command: TopUpCommand): unknown {
  const { topUpId, amountOre, by, reason, paidBy = 'transfer' } = command;
  return { topUpId, amountOre, by, reason, paidBy };
}
