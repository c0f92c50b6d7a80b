/** Labels and hints of the request form, in the order of its fields. `missing` is said before the form can be sent. */
type FieldCopy = { label: string; hint?: string; placeholder?: string; missing: string };

export type FormField =
  | 'appName'
  | 'purpose'
  | 'localPart'
  | 'domain'
  | 'displayName'
  | 'recipients'
  | 'perHour'
  | 'perDay'
  | 'lifetime'
  | 'client'
  | 'places'
  | 'secondOwner'
  | 'onBehalfOf'
  | 'delivery'
  | 'relay'
  | 'mailboxes'
  | 'why';

export const formCopy: Record<FormField, FieldCopy> = {
  appName: {
    label: 'Application',
    hint: 'The name people know it by. 2 to 60 characters.',
    placeholder: 'Billing',
    missing: 'Give the application a name.',
  },
  purpose: {
    label: 'What does it send, and why?',
    hint: 'The approver decides by this sentence.',
    placeholder: 'Monthly invoices to customers; replaces the old mailbox',
    missing: 'Say what it sends and why.',
  },
  localPart: { label: 'Sends as', placeholder: 'invoices', missing: 'Give the part before the @.' },
  domain: { label: '@ domain', missing: 'Choose a domain.' },
  displayName: {
    label: 'Name shown to recipients',
    placeholder: 'Contoso Invoices',
    missing: 'Give the name that recipients see.',
  },
  recipients: { label: 'Who gets these mails?', missing: 'Choose one.' },
  perHour: { label: 'Mails an hour, at most', missing: 'A whole number, 1 or more.' },
  perDay: { label: 'Mails a day, at most', missing: 'A whole number, 1 or more.' },
  lifetime: { label: 'Secret lasts', hint: 'After that the application needs a new one.', missing: 'Choose one.' },
  client: { label: 'Which program sends?', missing: 'Choose one.' },
  places: {
    label: 'Where is it used?',
    hint: 'Servers and devices, separated by commas: the checklist when the secret is renewed.',
    placeholder: 'web-02, printer 3rd floor',
    missing: 'Name at least one place.',
  },
  secondOwner: {
    label: 'Second owner',
    hint: 'Can act when you are away, and is told of every reveal.',
    missing: 'Choose a person.',
  },
  onBehalfOf: { label: 'On behalf of', placeholder: 'Team Billing', missing: 'Say for whom.' },
  relay: {
    label: 'Relay',
    hint: 'Left empty, Sendpass chooses as said above.',
    missing: 'Choose one.',
  },
  mailboxes: {
    label: 'Further mailboxes',
    hint: 'Exchange only: whole addresses it may also send as.',
    placeholder: 'reports@contoso.com',
    missing: 'Write whole addresses.',
  },
  why: {
    label: 'Why does it move?',
    hint: 'One line; the approver decides by it.',
    placeholder: 'ACS Email ends in 2028',
    missing: 'Say in one line why it moves.',
  },
  delivery: { label: 'How does the application get the secret?', missing: 'Choose one.' },
};

export const recipientChoices = [
  { value: 'internal', title: 'People in this organisation only' },
  { value: 'external', title: 'Anybody, customers too' },
];

export const deliveryChoices = [
  { value: 'reveal', title: 'I see it once it is proven, and paste it' },
  { value: 'vault', title: 'It reads the secret from Key Vault; nobody sees it' },
];
