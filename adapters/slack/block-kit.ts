import { readAction, readExtra, readSubmission } from '../../cards/block-kit/read.ts';
import type { StateValues } from '../../cards/block-kit/read.ts';
import { renderErrors } from '../../cards/block-kit/errors.ts';
import { renderHome, renderLoading, renderMessage, renderModal, renderNotice } from '../../cards/render-block-kit.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { SlackRender, Surface } from './render.ts';

// The SDK's types and the renderer's are two descriptions of the same JSON; past this file it is JSON.
const json = (made: object): Surface => made as Surface;

/** Block Kit by cards/. `slackUserOf` names the Slack user of a person, where one is known, so that pickers can show who was chosen. */
export function createBlockKit(
  clock: Pick<Clock, 'now'>,
  slackUserOf: (personId: string) => string | undefined,
): SlackRender {
  const options = () => ({ now: clock.now(), slackUserOf });
  return {
    message(view) {
      const { text, blocks } = renderMessage(view, options());
      return { text, blocks };
    },
    modal: (view, { whole, extra } = {}) =>
      json(
        renderModal(view, {
          ...options(),
          ...(whole === undefined ? {} : { whole }),
          ...(extra === undefined ? {} : { privateMetadata: extra }),
        }),
      ),
    home: (view) => json(renderHome(view, options())),
    loading: () => json(renderLoading()),
    notice: (title, text) => json(renderNotice(title, text)),
    errors: renderErrors,
    readAction: (action) => readAction(action),
    readSubmission: ({ values, ...view }) => readSubmission({ ...view, state: { values: values as StateValues } }),
    readExtra,
  };
}
