import type { Json } from './sandbox-client.ts';

/** What the tour asks for: one relay's form with a mistake, and its correction. */
export type Story = {
  form: Json;
  mistake: string;
  wrong: Json;
  correction: string;
  right: Json;
  neighbour: string;
  /** An administrator has to run one on the way. */
  script: boolean;
  /** Played after it with `--story migrate`. */
  move: Move;
};

/** Moving to the other relay. */
export type Move = { to: string; form: Json; script: boolean };

/** What is asked for in Slack. */
export type SlackStory = { name: string; address: string; form: Json; mistake: { says: string; wrong: Json } | null };

export const relayNames = ['acs', 'exchange'] as const;

const form: Json = {
  appName: 'Billing',
  purpose: 'Monthly invoices to customers; replaces the old mailbox billing-smtp',
  displayName: 'Contoso Invoices',
  recipients: 'external',
  perHour: '40',
  perDay: '600',
  lifetime: 'P6M',
  places: 'web-02, printer 3rd floor',
  onBehalfOf: 'Team Billing',
  delivery: 'reveal',
};

export const stories: Record<(typeof relayNames)[number], Story> = {
  acs: {
    form: { ...form, domain: 'mail.contoso.com', client: 'php' },
    mistake: 'an address that is somebody else’s',
    wrong: { localPart: 'finance-director' },
    correction: 'invoices@mail.contoso.com',
    right: { localPart: 'invoices' },
    neighbour: 'smtp',
    script: false,
    move: {
      to: 'Exchange Online',
      form: { why: 'ACS Email ends in September 2028', domain: 'contoso.com', client: 'node' },
      script: true,
    },
  },
  exchange: {
    form: { ...form, domain: 'contoso.com', client: 'node', places: 'web-02, web-03' },
    mistake: 'her own mailbox',
    wrong: { localPart: 'mara.lindt' },
    correction: 'the shared mailbox invoices@contoso.com',
    right: { localPart: 'invoices' },
    neighbour: 'exchange-smtp',
    script: true,
    move: {
      to: 'ACS Email',
      form: { why: 'The shared mailbox is given up', domain: 'mail.contoso.com', client: 'php' },
      script: false,
    },
  },
};

// In Slack a person is picked, so no team's name can be typed.
const { onBehalfOf: _team, ...slackForm }: Json = { ...form, domain: 'mail.contoso.com', client: 'php' };

export const slackStory: SlackStory = {
  name: 'Payroll',
  address: 'payroll@mail.contoso.com',
  form: {
    ...slackForm,
    appName: 'Payroll',
    purpose: 'Tells people that their payslip is ready',
    localPart: 'payroll',
    displayName: 'Contoso Payroll',
    recipients: 'internal',
    client: 'postfix',
    places: 'hr-01',
  },
  mistake: { says: 'an address that nobody may have', wrong: { localPart: 'postmaster' } },
};

export const mixedStory: SlackStory = {
  name: 'Newsletter',
  address: 'news@mail.contoso.com',
  form: {
    ...slackForm,
    appName: 'Newsletter',
    purpose: 'The monthly newsletter',
    localPart: 'news',
    displayName: 'Contoso News',
    places: 'web-05',
  },
  mistake: null,
};
