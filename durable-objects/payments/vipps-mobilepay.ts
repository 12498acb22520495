// MobilePay as a payment provider: ePayment for one payment by hand, Recurring for agreements, Report for the
// day's list. Which of the two a charge belongs to follows from whether it has an agreement.
import type { MobilePayConfiguration } from './payment-configuration.ts';
import type { PaymentProvider } from './payment-provider.ts';
import type { ProviderPorts } from './provider-call.ts';
import { vippsCalls } from './vipps-calls.ts';
import { vippsEpayment } from './vipps-epayment.ts';
import { vippsRecurring } from './vipps-recurring.ts';
import { vippsReport } from './vipps-report.ts';

export function vippsMobilePay(
  configuration: MobilePayConfiguration,
  ports: ProviderPorts,
): PaymentProvider {
  const calls = vippsCalls(configuration, ports);
  const payments = vippsEpayment(calls);
  const agreements = vippsRecurring(calls);
  const report = vippsReport(configuration, calls);
  const refunds = (agreementId: string | null) => (agreementId === null ? payments : agreements);
  return {
    name: 'mobilepay',
    takesLaterDays: true,
    listsItsDays: true,
    showsCardExpiry: false,
    startPayment: payments.start,
    askForPayment: payments.ask,
    abandonPayment: payments.abandon,
    startAgreement: agreements.start,
    askForAgreement: agreements.askForAgreement,
    abandonAgreement: agreements.abandon,
    stopAgreement: agreements.stop,
    chargeAgreement: agreements.charge,
    askForCharge: agreements.ask,
    cancelCharge: agreements.cancel,
    refund: (request) => refunds(request.charge.agreementId).refund(request),
    askForRefund: (request) => refunds(request.charge.agreementId).askForRefund(request),
    listDay: report.listDay,
  };
}
