// The rich_text block Slack's own client makes of typed words; only what deliveries need.
import type { Node } from './node.ts';
import { shortId } from './ids.ts';

export function typedBlocks(text: string): Node[] {
  const elements = text
    .split(/(<@U[A-Z0-9]+>)/)
    .filter((each) => each !== '')
    .map((part) => {
      const user = /^<@(U[A-Z0-9]+)>$/.exec(part)?.[1];
      return user === undefined ? { type: 'text', text: part } : { type: 'user', user_id: user };
    });
  return [{ type: 'rich_text', block_id: shortId(), elements: [{ type: 'rich_text_section', elements }] }];
}
