// News of money in, for push and e-mail, where one sentence for the kind would say too little: whether the rule did
// it, whether it failed or waits, and what became of a rule. No amount, child or name, as in notice-words.ts.
import type { NoticeContent } from '../../contracts/inbox.ts';
import type { Language } from '../../contracts/me.ts';
import type { Who } from '../../contracts/who.ts';

export type PaymentNews = Extract<
  NoticeContent,
  { kind: 'top_up' | 'top_up_failed' | 'auto_top_up_changed' }
>;

export function isPaymentNews(content: NoticeContent): content is PaymentNews {
  return ['top_up', 'top_up_failed', 'auto_top_up_changed'].includes(content.kind);
}

type RuleChange = Extract<PaymentNews, { kind: 'auto_top_up_changed' }>['change'];

interface PaymentNewsWords {
  readonly paidIn: { readonly byHand: string; readonly byRule: string; readonly byStaff: string };
  /** Of a rule's charge, which may have gone through: it has not failed. */
  readonly noAnswer: string;
  readonly needsPerson: { readonly byHand: string; readonly byRule: string };
  readonly failed: { readonly byHand: string; readonly byRule: string };
  rule(who: Who['role'], change: RuleChange): string;
}

const WHO: Readonly<Record<Language, Readonly<Record<Who['role'], string>>>> = {
  da: {
    me: 'Du har',
    guardian: 'En anden forælder har',
    child: 'Kortets ejer har',
    club: 'Klubben har',
  },
  en: {
    me: 'You have',
    guardian: 'Another parent has',
    child: 'The owner of a card has',
    club: 'The club has',
  },
};

const DONE: Readonly<Record<Language, Readonly<Record<RuleChange, string>>>> = {
  da: { made: 'oprettet', changed: 'ændret', deleted: 'slettet' },
  en: { made: 'made', changed: 'changed', deleted: 'deleted' },
};

const WORDS: Readonly<Record<Language, PaymentNewsWords>> = {
  da: {
    paidIn: {
      byHand: 'Der er sat penge ind på en konto.',
      byRule: 'Der er sat penge ind på en konto ved automatisk optankning.',
      byStaff: 'Kommunen har sat penge ind på en konto.',
    },
    noAnswer:
      'En automatisk optankning venter på svar fra betalingstjenesten. Vi bliver ved med at spørge, og der trækkes ikke to gange.',
    needsPerson: {
      byHand: 'Der skal ses på en af dine indbetalinger. Kontakt klubben.',
      byRule: 'Der skal ses på en automatisk optankning. Kontakt klubben.',
    },
    failed: {
      byHand: 'En indbetaling lykkedes ikke. Se hvorfor.',
      byRule: 'En automatisk optankning lykkedes ikke. Se hvorfor.',
    },
    rule: (who, change) => `${WHO.da[who]} ${DONE.da[change]} en automatisk optankning.`,
  },
  en: {
    paidIn: {
      byHand: 'Money was paid into an account.',
      byRule: 'Money was paid into an account by an automatic top-up.',
      byStaff: 'The municipality has paid money into an account.',
    },
    noAnswer:
      'An automatic top-up waits for an answer of the payment service. We keep asking, and nothing is taken twice.',
    needsPerson: {
      byHand: 'Somebody has to look at one of your payments. Contact the club.',
      byRule: 'Somebody has to look at an automatic top-up. Contact the club.',
    },
    failed: {
      byHand: 'A payment into an account did not succeed. See why.',
      byRule: 'An automatic top-up did not succeed. See why.',
    },
    rule: (who, change) => `${WHO.en[who]} ${DONE.en[change]} an automatic top-up.`,
  },
};

export function paymentNewsWords(content: PaymentNews, language: Language): string {
  const words = WORDS[language];
  switch (content.kind) {
    case 'auto_top_up_changed':
      return words.rule(content.by.role, content.change);
    case 'top_up':
      if (content.way === 'automatic') return words.paidIn.byRule;
      return content.way === 'card' || content.way === 'mobilepay'
        ? words.paidIn.byHand
        : words.paidIn.byStaff;
    case 'top_up_failed': {
      const how = content.isAutomatic ? 'byRule' : 'byHand';
      if (content.because === 'needs_a_person') return words.needsPerson[how];
      return content.because === 'no_answer' && content.isAutomatic
        ? words.noAnswer
        : words.failed[how];
    }
    default:
      return content satisfies never;
  }
}
