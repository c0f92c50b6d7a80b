// What Teams refuses in a card, or shows as an empty box: said loudly, so that it is found here and not by a user.
import { isNode, walk, type Node } from './card-tree.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

const ELEMENTS = new Set(
  (
    'AdaptiveCard TextBlock RichTextBlock TextRun Image ImageSet Media MediaSource CaptionSource Container ColumnSet Column FactSet Fact ' +
    'ActionSet Table TableRow TableCell CodeBlock Icon Badge ProgressBar ProgressRing Rating CompoundButton Component ' +
    'Chart.Line Chart.VerticalBar Chart.Donut Chart.Gauge Carousel CarouselPage ' +
    'Input.Text Input.Number Input.Date Input.Time Input.Toggle Input.ChoiceSet Input.Choice Input.Rating Data.Query ' +
    'Action.Execute Action.Submit Action.OpenUrl Action.OpenUrlDialog Action.ShowCard Action.ToggleVisibility Action.ResetInputs ' +
    'Action.Popover BackgroundImage TargetElement'
  ).split(' '),
);

/** The first thing wrong with a card, in words, or undefined. */
export function cardProblem(card: unknown): string | undefined {
  if (!isNode(card) || card['type'] !== 'AdaptiveCard') return 'the card is not of type AdaptiveCard';
  const { version } = card;
  const found = typeof version === 'string' ? /^1\.(\d+)$/.exec(version) : null;
  if (found === null) return `card version ${JSON.stringify(version)} is not 1.x`;
  const minor = Number(found[1]);
  if (minor > 5) return `card version ${String(version)}: Teams shows at most 1.5`;
  let problem: string | undefined;
  const ids = new Set<string>();
  walk(card, (each) => {
    problem ??= elementProblem(each, minor, ids);
  });
  return problem;
}

function elementProblem(each: Node, minor: number, ids: Set<string>): string | undefined {
  const type = String(each['type']);
  if (!ELEMENTS.has(type)) return `Teams does not know the element ${type}`;
  if (type === 'Action.Execute' && (typeof each['verb'] !== 'string' || each['verb'] === '')) {
    return `Action.Execute "${String(each['title'])}" has no verb`;
  }
  if (type === 'Action.Execute' && minor < 4) return 'Action.Execute needs card version 1.4 or later';
  if (!type.startsWith('Input.') || type === 'Input.Choice') return undefined;
  const { id } = each;
  if (typeof id !== 'string' || id === '') return `${type} has no id`;
  if (ids.has(id)) return `two inputs have the id "${id}"`;
  ids.add(id);
  return undefined;
}

/** The first problem of an activity's adaptive cards. */
export function attachmentProblem(attachments: unknown): string | undefined {
  for (const each of Array.isArray(attachments) ? attachments : []) {
    if (!isNode(each) || each['contentType'] !== CARD_TYPE) continue;
    const problem = cardProblem(each['content']);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The first adaptive card among attachments, or null. */
export function firstCard(attachments: unknown): unknown {
  const cards = (Array.isArray(attachments) ? attachments : []).filter(isNode);
  return cards.find((each) => each['contentType'] === CARD_TYPE)?.['content'] ?? null;
}
