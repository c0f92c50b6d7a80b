// The fake bot's cards: one of each thing a console must be able to show.
export type Json = Record<string, unknown>;
export type Ask = { name: string; local: string; by: string };

const card = (body: Json[], actions: Json[] = []): Json => ({ type: 'AdaptiveCard', version: '1.5', body, actions });
const heading = (text: string): Json => ({
  type: 'TextBlock',
  text,
  wrap: true,
  style: 'heading',
  size: 'Large',
  weight: 'Bolder',
});
const line = (text: string, more: Json = {}): Json => ({ type: 'TextBlock', text, wrap: true, ...more });
const mono = (text: string): Json => line(text, { fontType: 'Monospace' });
const dialog = (title: string, data: Json, style?: string): Json => ({
  type: 'Action.Submit',
  title,
  data: { ...data, msteams: { type: 'task/fetch' } },
  ...(style === undefined ? {} : { style }),
});

export const taskOf = (title: string, content: Json, width = 'small'): Json => ({
  task: {
    type: 'continue',
    value: {
      title,
      width,
      height: 'medium',
      card: { contentType: 'application/vnd.microsoft.card.adaptive', content },
    },
  },
});

export const askCard = (): Json =>
  card(
    [
      heading('Mail credentials for an application'),
      line('Tell IT what will send, from which address. It takes two minutes.'),
    ],
    [dialog('Open the form', { action: 'form' }, 'positive')],
  );

export function formCard(values: Json, wrong?: string): Json {
  const localPart: Json = {
    type: 'Input.Text',
    id: 'localPart',
    label: 'Sender address, before the @',
    value: values['localPart'] ?? '',
    isRequired: true,
    regex: '^[a-z0-9.-]+$',
    errorMessage: 'Lower-case letters, digits, dots and hyphens.',
  };
  return card(
    [
      {
        type: 'Input.Text',
        id: 'appName',
        label: 'Application',
        value: values['appName'] ?? '',
        isRequired: true,
        errorMessage: 'Give it a name.',
      },
      localPart,
      ...(wrong === undefined ? [] : [line(`✗ ${wrong}`, { color: 'Attention', spacing: 'Small' })]),
      {
        type: 'Input.ChoiceSet',
        id: 'client',
        label: 'What will send',
        value: values['client'] ?? 'php',
        choices: [
          { title: 'PHP', value: 'php' },
          { title: 'Printer or scanner', value: 'printer' },
        ],
      },
    ],
    [{ type: 'Action.Submit', title: 'Send request', style: 'positive', data: { action: 'form-submit' } }],
  );
}

/** Pending with buttons, or decided `by` somebody without. */
export function decideCard(ask: Ask, matter: string | null, by?: string): Json {
  const first =
    by === undefined
      ? line('● waiting for a decision', { color: 'Accent', weight: 'Bolder' })
      : line(`✓ approved by ${by}`, { color: 'Good', weight: 'Bolder' });
  const facts = [
    { title: 'Asked by', value: ask.by },
    { title: 'Expires', value: '{{DATE(2026-11-27T10:00:00Z, SHORT)}} {{TIME(2026-11-27T10:00:00Z)}}' },
  ];
  const buttons =
    matter === null
      ? []
      : [
          {
            type: 'Action.Execute',
            title: 'Approve',
            verb: 'approve',
            style: 'positive',
            data: { action: 'approve', matter },
          },
          dialog('Deny…', { action: 'deny', matter }),
        ];
  return card(
    [first, heading(`${ask.name} wants to send mail as ${ask.local}@mail.contoso.com`), { type: 'FactSet', facts }],
    buttons,
  );
}

export function progressCard(ask: Ask, state: 'waiting' | 'ready', matter: string): Json {
  if (state === 'waiting')
    return card([
      line('● waiting for a decision', { color: 'Accent', weight: 'Bolder' }),
      heading(`${ask.name}: asked`),
    ]);
  return card(
    [line('✓ proven', { color: 'Good', weight: 'Bolder' }), heading(`${ask.name}: ready`)],
    [dialog('Show credentials', { action: 'reveal', matter }, 'positive')],
  );
}

export const revealCard = (ask: Ask): Json =>
  card([
    line('Server', { isSubtle: true, size: 'Small' }),
    mono('smtp.azurecomm.net'),
    line('Username', { isSubtle: true, size: 'Small' }),
    mono(`${ask.local}-smtp`),
    line('Password', { isSubtle: true, size: 'Small' }),
    mono('not\\_a\\_real\\~one'),
  ]);
