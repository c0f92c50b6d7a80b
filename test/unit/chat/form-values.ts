import { desired } from './fixtures.ts';

export const formValues = {
  appName: 'Billing',
  purpose: desired.purpose,
  localPart: 'invoices',
  domain: 'mail.contoso.com',
  displayName: 'Contoso Invoices',
  recipients: 'external',
  perHour: '40',
  perDay: '600',
  lifetime: 'P6M',
  client: 'php',
  places: 'web-02',
  secondOwner: '',
  onBehalfOf: '',
  delivery: 'reveal',
};
