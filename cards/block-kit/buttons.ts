import type { Button, Card } from '../card.ts';
import { clean } from '../clean.ts';
import { slackLimits } from '../limits-slack.ts';
import { actionId, buttonValue, optionValue } from './ids.ts';
import type { Reach } from './ids.ts';
import type { ButtonElement, Confirm, Option, OverflowElement, SlackBlock } from './kit.ts';
import { plainText } from './text.ts';

const reachOf = (button: Button): Reach => (button.button === 'dialog' ? 'open' : 'do');

/**
 * Buttons in a row, the rest in a menu. A menu of one entry is a button: whether Slack takes it is told both ways, and a menu for one
 * thing is one press too many anyway.
 */
export function buttonBlocks(card: Pick<Card, 'buttons' | 'title'>, more: Button[] = []): SlackBlock[] {
  const all = [...card.buttons, ...more].filter(hasRoom);
  const entries = all.flatMap((button) => menuEntry(button));
  const inMenu = entries.length > 1 ? entries.slice(0, slackLimits.overflow) : [];
  const listed = new Set(inMenu.map((each) => each.button));
  const buttons = all
    .filter((button) => !listed.has(button))
    .slice(0, slackLimits.actions - 1)
    .map((button, no) => buttonElement(button, no, card.title));
  const menu: OverflowElement[] =
    inMenu.length === 0 ? [] : [{ type: 'overflow', action_id: 'more:0', options: inMenu.map((each) => each.option) }];
  const elements = [...buttons, ...menu];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** Nothing Sendpass keeps has so long a name; a button that would be refused takes the whole card with it. */
const hasRoom = (button: Button): boolean =>
  button.button === 'link'
    ? button.url.length <= slackLimits.url
    : buttonValue(button.data).length <= slackLimits.buttonValue;

function menuEntry(button: Button): { button: Button; option: Option }[] {
  // A menu cannot ask before it acts.
  if (button.more !== true || button.button === 'link' || confirmOf(button) !== null) return [];
  const value = optionValue(reachOf(button), button.verb, button.data);
  return value === null ? [] : [{ button, option: { text: plainText(button.title, slackLimits.choiceTitle), value } }];
}

function buttonElement(button: Button, no: number, title: string): ButtonElement {
  const confirm = confirmOf(button);
  return {
    type: 'button',
    action_id: button.button === 'link' ? `link:${no}` : actionId(reachOf(button), button.verb, no),
    text: plainText(button.title, slackLimits.buttonTitle),
    // Many cards carry a button of the same name; whoever hears them needs to know whose it is.
    accessibility_label: plainText(`${button.title} – ${title}`, slackLimits.accessibilityLabel).text,
    ...(button.button === 'link' ? { url: button.url } : { value: buttonValue(button.data) }),
    ...(button.style === 'default' || button.more === true
      ? {}
      : { style: button.style === 'positive' ? 'primary' : 'danger' }),
    ...(confirm === null ? {} : { confirm }),
  };
}

/** What acts at once and destroys is asked about, and what a view says has to be. A button that opens a dialog asks there. */
function confirmOf(button: Button): Confirm | null {
  if (button.button !== 'execute') return null;
  const words = button.confirm ?? (button.style === 'destructive' ? 'This cannot be taken back.' : undefined);
  if (words === undefined) return null;
  return {
    title: plainText(`${clean(button.title).replace(/…$/, '')}?`, slackLimits.confirmTitle),
    text: plainText(words, slackLimits.confirmText),
    confirm: plainText(button.title, slackLimits.confirmButton),
    deny: plainText('Go back', slackLimits.confirmButton),
    ...(button.style === 'destructive' ? { style: 'danger' as const } : {}),
  };
}
