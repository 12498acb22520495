// "Spær kort": block alone, or block and order a new one in one action. The price stands on the button; a
// block never waits for money.
import type { ChildsCard, ChildsCards } from '../../../contracts/cards.ts';
import type { ChildOverview } from '../../../contracts/children.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { words as frameWords } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { orderOffer } from './card-actions.ts';
import { cardName } from './card-list.tsx';
import type { CardWork } from './use-card-work.ts';
import { words } from './words-of-card.ts';

interface LostCardDialogProperties {
  readonly card: ChildsCard;
  readonly all: ChildsCards;
  readonly child: ChildOverview;
  readonly work: CardWork;
  readonly onClose: () => void;
}

export function LostCardDialog({ card, all, child, work, onClose }: LostCardDialogProperties) {
  const { lost: text, own, working } = words.value;
  const spoken = language.value;
  const offer = orderOffer(all, child.rights);
  const blockOnly = async () => {
    await work.change('blocked', card.cardId);
    onClose();
  };
  const blockAndOrder = async () => {
    if (offer.kind === 'order') {
      await work.order({ blockCardId: card.cardId, feeOre: offer.feeOre });
    }
    onClose();
  };
  return (
    <Dialog title={text.title} closeLabel={frameWords.value.close} onClose={onClose}>
      <p>
        {child.isOwn
          ? own.lost[child.rights === 'self' ? 'self' : 'full'](cardName(card))
          : text.lead(cardName(card), child.name)}
      </p>
      {offer.kind === 'order' && (
        <p>{offer.feeOre > 0 ? text.fee(formatWholeOre(offer.feeOre, spoken)) : text.free}</p>
      )}
      {offer.kind === 'missing' && (
        <p>
          {text.missing(
            formatWholeOre(offer.feeOre, spoken),
            formatWholeOre(offer.missingOre ?? offer.feeOre, spoken),
          )}
        </p>
      )}
      <div class="dialog-actions card-lost-actions">
        {offer.kind === 'order' && (
          <WorkButton
            kind="stop"
            working={working.blockedAndOrdered}
            isWorking={work.isDoing('ordered', card.cardId)}
            isBusy={work.isBusy}
            onPress={() => void blockAndOrder()}
          >
            {offer.feeOre > 0
              ? text.blockAndOrder(formatWholeOre(offer.feeOre, spoken))
              : text.blockAndOrderFree}
          </WorkButton>
        )}
        <WorkButton
          kind={offer.kind === 'order' ? 'warning' : 'stop'}
          working={working.blocked}
          isWorking={work.isDoing('blocked', card.cardId)}
          isBusy={work.isBusy}
          onPress={() => void blockOnly()}
        >
          {offer.kind === 'order' ? text.blockOnly : text.block}
        </WorkButton>
        <button type="button" class="button" onClick={onClose}>
          {frameWords.value.cancel}
        </button>
      </div>
    </Dialog>
  );
}
