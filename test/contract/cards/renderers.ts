import { cardOf } from '../../../cards/card-of.ts';
import { renderAdaptiveCard } from '../../../cards/render-adaptive-card.ts';
import { renderHome, renderMessage, renderModal } from '../../../cards/render-block-kit.ts';
import type { View } from '../../../src/chat/view.ts';
import { libraryComplaints, ruleComplaints } from '../../unit/cards/adaptive-rules.ts';
import { now } from '../../unit/cards/sample-progress.ts';
import { homeComplaints, messageComplaints, modalComplaints } from './slack-rules.ts';

export type Renderer = {
  platform: string;
  /** What its platform would refuse of a view, wherever the view is shown there. */
  complaints: (view: View) => string[];
};

const teams: Renderer = {
  platform: 'Teams',
  complaints: (view) => {
    const { card, summary } = renderAdaptiveCard(view, { now });
    const isLine = summary.length <= 300 && !summary.includes('\n');
    return [...libraryComplaints(card), ...ruleComplaints(card), ...(isLine ? [] : ['the summary is no line'])];
  },
};

const slack: Renderer = {
  platform: 'Slack',
  complaints: (view) => {
    const options = { now, slackUserOf: () => undefined };
    if (view.view === 'home') return homeComplaints(renderHome(view, options));
    // A notice is either; what only a dialog shows is never a message.
    const asModal = cardOf(view).dialog === null ? [] : modalComplaints(renderModal(view, options));
    const isMessage = cardOf(view).dialog === null || view.view === 'notice';
    return [...asModal, ...(isMessage ? messageComplaints(renderMessage(view, options)) : [])];
  },
};

export const renderers = [teams, slack];
