import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { SlackBlock, SlackHome, SlackModal } from '../../../cards/block-kit/kit.ts';
import { weightOf } from '../../../cards/block-kit/pack.ts';
import { slackLimits as limits } from '../../../cards/limits-slack.ts';
import { areTooLong, messageProblems, viewProblems } from '../../../infra/sandbox/slack/block-problems.ts';
import { everyObject } from '../../unit/cards/adaptive-rules.ts';
import { elementComplaints } from './slack-elements.ts';

type Json = Record<string, unknown>;

// What is written is what the vendor's types know: this file does not compile otherwise.
export const known = (blocks: SlackBlock[]): KnownBlock[] => blocks;
export const knownModal = (modal: SlackModal): ModalView => modal;
export const knownHome = (home: SlackHome): HomeView => home;

/** What Slack would refuse of a message, as far as it is known, and what Sendpass does not allow itself. */
export function messageComplaints({ text, blocks }: { text: string; blocks: SlackBlock[] }): string[] {
  const found = surfaceComplaints(known(blocks), 'message');
  if (text.trim() === '') found.push('text is empty');
  if (text.length > limits.text) found.push('text is too long');
  if (/[<>]/.test(text)) found.push('text could hold a mention or a link');
  if (blocks.length > limits.blocks) found.push(`${blocks.length} blocks`);
  if (weightOf(blocks) > limits.messageChars) found.push(`${weightOf(blocks)} characters of blocks`);
  return [...found, ...messageProblems(blocks), ...(areTooLong(blocks) ? ['msg_blocks_too_long'] : [])];
}

export function modalComplaints(modal: SlackModal): string[] {
  const { title, close, submit, callback_id, private_metadata, blocks } = knownModal(modal);
  const found = surfaceComplaints(blocks as KnownBlock[], 'modal');
  const isForm = blocks.some((block) => block.type === 'input');
  if (title.text.length > limits.dialogTitle || title.text.trim() === '') found.push(`title ${title.text}`);
  for (const text of [close?.text, submit?.text]) if ((text ?? 'x').length > limits.submitTitle) found.push(`${text}`);
  if (isForm && !submit) found.push('inputs and nothing to send them');
  if ((callback_id ?? '').length > limits.callbackId) found.push('callback_id');
  if ((private_metadata ?? '').length > limits.privateMetadata) found.push('private_metadata');
  if (blocks.length > limits.viewBlocks) found.push(`${blocks.length} blocks`);
  if (weightOf(modal) > limits.viewChars) found.push(`${weightOf(modal)} characters`);
  return [...found, ...viewProblems(modal, 'modal')];
}

export function homeComplaints(home: SlackHome): string[] {
  const { blocks } = knownHome(home);
  const found = surfaceComplaints(blocks as KnownBlock[], 'home');
  if (blocks.length > limits.viewBlocks) found.push(`${blocks.length} blocks`);
  if (weightOf(home) > limits.viewChars) found.push(`${weightOf(home)} characters`);
  return [...found, ...viewProblems(home, 'home')];
}

function surfaceComplaints(blocks: KnownBlock[], surface: 'message' | 'modal' | 'home'): string[] {
  const found = blocks.flatMap((block) => blockComplaints(block, surface));
  if (blocks.length === 0) found.push('nothing to show');
  for (const key of ['block_id', 'action_id'] as const) {
    const scopes: unknown[] = key === 'block_id' ? [blocks] : blocks;
    for (const scope of scopes) {
      const ids = (key === 'block_id' ? (scope as Json[]) : everyObject(scope)).flatMap((node) => node[key] ?? []);
      if (new Set(ids).size < ids.length) found.push(`${key} twice: ${JSON.stringify(ids)}`);
    }
  }
  for (const node of everyObject(blocks)) found.push(...elementComplaints(node));
  if (!JSON.stringify(blocks).isWellFormed() || JSON.stringify(blocks).includes('\\ud')) found.push('half a character');
  return found;
}

const keys: Record<string, string[]> = {
  header: ['text'],
  rich_text: ['elements'],
  section: ['fields'],
  context: ['elements'],
  divider: [],
  actions: ['elements'],
  input: ['block_id', 'label', 'hint', 'optional', 'element'],
};

const textOf = (node: unknown): string => {
  const text = (node as Json | undefined)?.['text'];
  return typeof text === 'string' ? text : '';
};
const list = (node: unknown): Json[] => (Array.isArray(node) ? node : []);

function blockComplaints(given: KnownBlock, surface: 'message' | 'modal' | 'home'): string[] {
  const block = given as unknown as Json;
  const type = String(block['type']);
  const found: string[] = [];
  const rule = (holds: boolean, words: string): void => void (holds || found.push(`${type}: ${words}`));
  const allowed = keys[type];
  rule(allowed !== undefined, 'not one of ours');
  for (const key of Object.keys(block)) rule(key === 'type' || (allowed ?? []).includes(key), `${key} is unknown`);
  const elements = list(block['elements']);
  switch (type) {
    case 'header':
      rule(textOf(block['text']).length <= limits.header, 'too long');
      break;
    case 'section':
      rule(list(block['fields']).length > 0 && list(block['fields']).length <= limits.fields, 'fields');
      for (const field of list(block['fields'])) rule(textOf(field).length <= limits.fieldText, 'a long field');
      break;
    case 'context':
      rule(elements.length > 0 && elements.length <= limits.contextElements, 'elements');
      for (const element of elements) rule(textOf(element).length <= limits.contextText, 'a long text');
      break;
    case 'actions':
      rule(elements.length > 0 && elements.length <= limits.actions, 'elements');
      break;
    case 'rich_text':
      rule(elements.length > 0, 'empty');
      break;
    case 'input':
      rule(surface === 'modal', 'an input outside of a modal');
      rule(String(block['block_id']).length <= limits.blockId, 'block_id');
      rule(textOf(block['label']).length <= limits.fieldLabel, 'label');
      rule(textOf(block['hint']).length <= limits.hint, 'hint');
      break;
    default:
  }
  return found;
}
