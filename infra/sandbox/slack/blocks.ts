// Blocks once they are accepted: with the ids Slack makes up, and the elements a person can use.
import { shortId } from './ids.ts';
import { isNode, textOf, type Node } from './node.ts';

/** Copies of the blocks in which every block and every interactive element has an id. */
export function withIds(blocks: Node[]): Node[] {
  return structuredClone(blocks).map((block) => {
    for (const element of elementsOf(block)) {
      if (element['type'] !== 'image' && !isText(element)) element['action_id'] ??= shortId();
    }
    return { ...block, block_id: block['block_id'] ?? shortId() };
  });
}

const isText = (node: Node): boolean => node['type'] === 'plain_text' || node['type'] === 'mrkdwn';

function elementsOf(block: Node): Node[] {
  const many = block['type'] === 'actions' && Array.isArray(block['elements']) ? block['elements'] : [];
  return [...many, block['accessory'], block['element']].filter(isNode);
}

export type Element = { block: Node; element: Node; blockId: string; actionId: string };

/** What a person can press or fill, in reading order. */
export function interactive(blocks: Node[]): Element[] {
  return blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => element['type'] !== 'image')
      .map((element) => ({
        block,
        element,
        blockId: textOf(block['block_id']),
        actionId: textOf(element['action_id']),
      })),
  );
}

/** What is written on it. */
export const titleOf = ({ element, block }: Element): string => {
  const named = element['text'] ?? block['label'];
  return isNode(named) ? textOf(named['text']) : '';
};
