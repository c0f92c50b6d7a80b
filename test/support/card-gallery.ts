import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { renderAdaptiveCard } from '../../cards/render-adaptive-card.ts';
import { drawView, slackCss } from './draw-slack.ts';
import { now } from '../unit/cards/sample-progress.ts';
import { sampleViews } from '../unit/cards/sample-views.ts';

// Pictures of every view, in Teams and beside it in Slack, light and dark, wide and phone, to be looked at: `node test/support/card-gallery.ts [folder]`. Needs chromium.

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'cards-'));
mkdirSync(folder, { recursive: true });

const palettes = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    text: '#242424',
    soft: '#616161',
    line: '#d1d1d1',
    sunken: '#f0f0f0',
    accent: '#4f52b2',
    good: '#0e700e',
    warning: '#8a5a00',
    attention: '#b10e1c',
    accentSoft: '#e8ebfa',
    goodSoft: '#dff3df',
    warningSoft: '#fff4ce',
    attentionSoft: '#fde7e9',
    button: '#ffffff',
  },
  dark: {
    page: '#1f1f1f',
    card: '#292929',
    text: '#ffffff',
    soft: '#adadad',
    line: '#4a4a4a',
    sunken: '#1b1b1b',
    accent: '#9ea2ff',
    good: '#6ccb6c',
    warning: '#f2c661',
    attention: '#ff8f96',
    accentSoft: '#383966',
    goodSoft: '#1e4a1e',
    warningSoft: '#4a3b12',
    attentionSoft: '#5c2024',
    button: '#333333',
  },
};
type Palette = (typeof palettes)['light'];

function hostConfig(p: Palette): object {
  const pair = (colour: string): object => ({ default: colour, subtle: colour });
  const foregroundColors = {
    default: { default: p.text, subtle: p.soft },
    accent: pair(p.accent),
    good: pair(p.good),
    warning: pair(p.warning),
    attention: pair(p.attention),
  };
  const style = (backgroundColor: string): object => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: 'Noto Sans, sans-serif',
    fontTypes: {
      default: {
        fontFamily: 'Noto Sans, Noto Color Emoji, sans-serif',
        fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 300, default: 400, bolder: 600 },
      },
      monospace: {
        fontFamily: 'Noto Sans Mono, monospace',
        fontSizes: { small: 12, default: 13, medium: 14, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 300, default: 400, bolder: 600 },
      },
    },
    spacing: { small: 6, default: 10, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    containerStyles: {
      default: style(p.card),
      emphasis: style(p.sunken),
      accent: style(p.accentSoft),
      good: style(p.goodSoft),
      warning: style(p.warningSoft),
      attention: style(p.attentionSoft),
    },
    actions: {
      maxActions: 6,
      spacing: 'medium',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 110 }, value: { wrap: true }, spacing: 14 },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', spacing: 'small' },
    },
  };
}

const css = (p: Palette): string => `body{margin:0;padding:16px;background:${p.page};font-family:Noto Sans,sans-serif}
  .name{color:${p.soft};font-size:11px;margin:14px 0 4px} .card{background:${p.card};border:1px solid ${p.line};border-radius:6px;overflow:hidden}
  input,textarea,select{box-sizing:border-box;width:100%;padding:6px 8px;border:1px solid ${p.line};border-radius:4px;background:${p.sunken};color:${p.text};font:inherit;font-size:14px}
  input[type=radio],input[type=checkbox]{width:auto;margin-right:8px} button{padding:6px 14px;border:1px solid ${p.line};border-radius:4px;background:${p.button};color:${p.text};font:600 14px Noto Sans}
  button.style-positive{background:#5b5fc7;color:#fff;border-color:#5b5fc7} button.style-destructive{background:#c4314b;color:#fff;border-color:#c4314b} p{margin:0}
  .ac-fact-title{white-space:nowrap} .pair{display:flex;gap:16px;align-items:flex-start} .pair>*{flex:1;min-width:0}
  @media (max-width:800px){.pair{flex-direction:column} .pair>*{width:100%}}`;

const draw = `(cards, config, slack) => {
  const markdown = window.markdownit({ html: false });
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdown.render(text); result.didProcess = true; };
  for (const [name, json] of cards) {
    const card = new AdaptiveCards.AdaptiveCard(); card.hostConfig = new AdaptiveCards.HostConfig(config); card.parse(json);
    const box = document.createElement('section'); const label = document.createElement('p'); label.className = 'name'; label.textContent = name;
    const frame = document.createElement('div'); frame.className = 'card'; frame.append(card.render());
    const pair = document.createElement('div'); pair.className = 'pair'; const other = document.createElement('div'); other.className = 'slack'; other.innerHTML = slack[name];
    pair.append(frame, other); box.append(label, pair); document.body.append(box);
  }
}`;

const library = (path: string): string => join(import.meta.dirname, '../../node_modules', path);
const slackStyle = readFileSync(library('slack-blocks-to-jsx/dist/style.css'), 'utf8');
const views = Object.entries(sampleViews());
const all = views.map(([name, view]) => [name, renderAdaptiveCard(view, { now }).card] as const);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const theme of ['light', 'dark'] as const) {
  const palette = palettes[theme];
  const slack = Object.fromEntries(views.map(([name, view]) => [name, drawView(view, theme, { now })]));
  for (const [size, width] of [
    ['wide', 1320],
    ['phone', 380],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent(`<style>${slackStyle}${css(palette)}${slackCss(theme)}</style>`);
    await page.addScriptTag({ path: library('adaptivecards/dist/adaptivecards.js') });
    await page.addScriptTag({ path: library('markdown-it/dist/browser/markdown-it.umd.min.js') });
    await page.evaluate(
      `(${draw})(${JSON.stringify(all)}, ${JSON.stringify(hostConfig(palette))}, ${JSON.stringify(slack)})`,
    );
    for (const [index, [name]] of all.entries())
      await page
        .locator('section')
        .nth(index)
        .screenshot({ path: join(folder, `${name}-${theme}-${size}.png`) });
    await page.close();
  }
}
await browser.close();
process.stdout.write(`${folder}\n`);
