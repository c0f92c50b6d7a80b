import { createRequire } from 'node:module';
import { createElement } from 'react';
import type { ComponentType } from 'react';
import { cardOf } from '../../cards/card-of.ts';
import { renderHome, renderMessage, renderModal } from '../../cards/render-block-kit.ts';
import type { SlackOptions } from '../../cards/render-block-kit.ts';
import type { PlainText, SlackBlock, SlackHome, SlackModal } from '../../cards/block-kit/kit.ts';
import type { View } from '../../src/chat/view.ts';

// Block Kit drawn as HTML by a third-party library, near enough to Slack to be looked at.

const require = createRequire(import.meta.url);
type Draw = { renderToStaticMarkup: (element: unknown) => string };
type Library = { Message: ComponentType<Record<string, unknown>> };

/** The library shows mrkdwn that is `verbatim` as plain text; Slack only leaves names and addresses alone in it. */
const withoutVerbatim = (blocks: SlackBlock[]): unknown =>
  JSON.parse(JSON.stringify(blocks), (key, value: unknown) => (key === 'verbatim' ? undefined : value));

/** Throws for what the library does not know. */
export function drawBlocks(blocks: SlackBlock[], theme: 'light' | 'dark' = 'light'): string {
  const { renderToStaticMarkup } = require('react-dom/server') as Draw;
  const { Message } = require('slack-blocks-to-jsx') as Library;
  const props = { blocks: withoutVerbatim(blocks), logo, name: 'Sendpass', theme, withoutWrapper: true };
  return renderToStaticMarkup(createElement(Message, props));
}

const logo = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';

/** A view where Slack shows it: a message, a modal, or the App Home. */
export function slackOf(
  view: View,
  options: SlackOptions,
): { blocks: SlackBlock[]; modal?: SlackModal; home?: SlackHome } {
  if (view.view === 'home') {
    const home = renderHome(view, options);
    return { home, blocks: home.blocks };
  }
  if (cardOf(view).dialog === null) return renderMessage(view, options);
  const modal = renderModal(view, options);
  return { modal, blocks: modal.blocks };
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const words = (text: PlainText | undefined): string => escape(text?.text ?? '');

export function drawView(view: View, theme: 'light' | 'dark', options: SlackOptions): string {
  const { blocks, modal, home } = slackOf(view, options);
  const drawn = drawBlocks(blocks, theme);
  if (home) return `<div class="s-home"><p class="s-tabs"><b>Home</b> Messages About</p>${drawn}</div>`;
  if (!modal) return `<div class="s-message"><b>Sendpass</b> <small>APP 09:42</small>${drawn}</div>`;
  const submit = modal.submit ? `<span class="s-submit">${words(modal.submit)}</span>` : '';
  return `<div class="s-modal"><p class="s-title">${words(modal.title)}</p><div class="s-body">${drawn}</div><p class="s-foot"><span class="s-close">${words(modal.close)}</span>${submit}</p></div>`;
}

export const slackCss = (theme: 'light' | 'dark'): string => {
  const [page, text, soft, line] =
    theme === 'light' ? ['#fff', '#1d1c1d', '#616061', '#ddd'] : ['#1a1d21', '#d1d2d3', '#ababad', '#3f4246'];
  return `.slack{background:${page};color:${text};font-family:Lato,Noto Sans,Noto Color Emoji,sans-serif;font-size:15px;line-height:1.46;padding:12px 16px;border-radius:6px}
  .slack small,.s-tabs{color:${soft}} .slack #slack_blocks_to_jsx{background:transparent}
  .slack .slack_blocks_to_jsx__rich_text_section_element,.slack .slack_blocks_to_jsx__section,.slack blockquote p{white-space:pre-wrap}
  .slack .slack_blocks_to_jsx__rich_text{padding:2px 0} .s-modal{border:1px solid ${line};border-radius:8px;max-width:520px} .s-title{font-weight:900;font-size:18px;padding:14px 18px;border-bottom:1px solid ${line};margin:0}
  .s-body{padding:8px 18px} .s-foot{border-top:1px solid ${line};padding:12px 18px;margin:0;text-align:right} .s-foot span{border:1px solid ${line};border-radius:4px;padding:6px 14px;margin-left:8px;font-weight:700}
  .s-foot .s-submit{background:#007a5a;color:#fff}`;
};
