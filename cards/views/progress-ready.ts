import type { Block, Button, Card, Text } from '../card.ts';
import { cardWith, day, execute, line, moment, openDialog, plain, time } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import {
  askedButtons,
  besideBlocks,
  isMoving,
  movingBlocks,
  movingButtons,
  movingLead,
  movingStatus,
} from './progress-move.ts';
import { proofBlocks } from './progress-proof.ts';
import { watchBlocks } from './progress-watch.ts';

type Progress = ViewOf<'progress'>;

/** Proven: the only card that may carry the Reveal button. */
export function readyCard(view: Progress): Card {
  if (isMoving(view)) return movingCard(view);
  const { request } = view;
  const installed = view.installed !== null;
  return cardWith({
    title: installed ? `${request.appName}: in use` : `${request.appName}: proven, ready to install`,
    status: installed
      ? { word: 'working', symbol: '✓', tone: 'good' }
      : { word: 'proven', symbol: '✓', tone: 'good', detail: line`by a log-in` },
    lead: lead(view),
    blocks: [
      ...besideBlocks(view),
      facts(view),
      ...testMailBlocks(view),
      ...watchBlocks(view),
      ...(installed ? [] : proofBlocks(view.proof)),
      ...endBlocks(view),
    ],
    buttons: view.mayAct ? buttons(view) : [],
    footer: footer(view),
    summary: installed ? `${request.appName}: in use` : `${request.appName} is proven and ready to install`,
  });
}

/** The move comes first; what it sends by meanwhile stands below, because that is what works. */
function movingCard(view: Parameters<typeof movingBlocks>[0]): Card {
  const title = `${view.request.appName}: moving to ${view.move.to}`;
  return cardWith({
    title,
    status: movingStatus(view),
    lead: movingLead(view),
    blocks: [...movingBlocks(view), facts(view), ...endBlocks(view)],
    buttons: view.mayAct ? movingButtons(view) : [],
    footer: plain('The old way is removed by the last tick, or by a person; never by time alone.'),
    summary: title,
  });
}

/** What its vendor has announced: on the card of everybody it concerns, all the time. */
function endBlocks({ ends, mayMoveTo, move }: Progress): Block[] {
  if (!ends || move?.state === 'proven' || move?.state === 'making') return [];
  const way = mayMoveTo === undefined ? '' : ` It can move to ${mayMoveTo}: both work until every place has moved.`;
  return [
    {
      block: 'section',
      tone: 'warning',
      blocks: [
        {
          block: 'text',
          text: line`▲ ${ends.title} ends ${day(ends.on, true)}. What still sends through it then stops.${way}`,
        },
      ],
    },
  ];
}

function lead(view: Progress): Text {
  const proof: Text =
    view.provenAt === null
      ? line`Logged in to ${view.endpoint}.`
      : line`Logged in to ${view.endpoint} on ${moment(view.provenAt)}.`;
  if (view.installed !== null)
    return [
      ...line`Installed, says ${view.installed.by}, ${moment(view.installed.at)}. `,
      'Sending goes on until the secret ends.',
    ];
  if (view.reveal.vaultSecret !== null)
    return [
      ...proof,
      ...line` The application reads the secret ${{ strong: view.reveal.vaultSecret }} from the vault; nobody has to see it.`,
    ];
  if (view.reveal.closed) return [...proof, ' The credentials can no longer be shown: the time for that is over.'];
  return [...proof, ' Next: show the credentials, paste them, and say when they are installed.'];
}

function facts(view: Progress): Block {
  const { request } = view;
  return {
    block: 'facts',
    facts: [
      { label: 'Sends as', value: line`${request.displayName} <${request.address}>` },
      { label: 'Server', value: line`${view.endpoint}, STARTTLS` },
      { label: 'Secret', value: line`until ${day(request.secretEndsAt, true)}` },
      { label: 'Used in', value: line`${request.places.join(', ') || 'no place named'} · ${request.client}` },
    ],
  };
}

function testMailBlocks({ testMail, steps }: Progress): Block[] {
  const to = testMail.to ?? 'you';
  switch (testMail.state) {
    case 'none': {
      // No mail was tried yet, and the step knows why.
      const reason = steps.find((step) => step.kind === 'test-mail')?.reason ?? null;
      return reason === null ? [] : [row('◐', 'accent', line`test mail: ${reason}`)];
    }
    case 'waiting':
      return [
        row(
          '◐',
          'accent',
          line`test mail to ${to} is on its way${testMail.reason === null ? '' : `: ${testMail.reason}`}`,
        ),
      ];
    case 'sent':
      return [
        row(
          '✓',
          'good',
          testMail.at === null ? line`test mail sent to ${to}` : line`test mail sent to ${to} at ${time(testMail.at)}`,
        ),
      ];
    case 'failed':
      return [row('✗', 'attention', line`test mail to ${to} failed: ${testMail.reason ?? 'the relay refused it'}`)];
  }
}

const row = (symbol: string, tone: 'accent' | 'good' | 'attention', text: Text): Block => ({
  block: 'list',
  items: [{ symbol, tone, text }],
});

function buttons(view: Progress): Button[] {
  const data = { senderId: view.senderId };
  const shown: Button[] = [];
  // Without a token the button would only be refused.
  if (view.revealToken !== null)
    shown.push(openDialog('Show credentials', 'reveal', { ...data, token: view.revealToken }, 'positive'));
  shown.push(execute('Send test mail', 'test-mail', data));
  if (view.installed === null) shown.push(openDialog('It is installed…', 'installed-open', data));
  if (view.mayMoveTo !== undefined) {
    // Where its vendor ends what it sends by, and nothing else is to be done, moving is the next thing.
    const move = openDialog(`Move to ${view.mayMoveTo}…`, 'move-open', data);
    shown.push(view.ends && view.installed !== null ? move : { ...move, more: true });
  }
  shown.push(...askedButtons(view));
  shown.push({ ...openDialog('Retire…', 'retire-open', data, 'destructive'), more: true });
  // Five are drawn. A test mail can be typed, and was sent once by itself.
  return shown.length > 5 ? shown.filter((button) => button.button === 'link' || button.verb !== 'test-mail') : shown;
}

function footer(view: Progress): Text {
  const times = view.reveal.count === 1 ? 'shown once' : `shown ${view.reveal.count} times`;
  if (view.reveal.vaultSecret !== null) return plain('Nobody was shown this secret.');
  if (view.reveal.closed || view.installed !== null)
    return [`Credentials ${times} and can no longer be shown. Lost them? Retire this sender and ask for a new one.`];
  if (view.reveal.windowEndsAt === null) return [`Credentials ${times}`];
  return line`Credentials ${times} · can be shown until ${moment(view.reveal.windowEndsAt, true)}`;
}
