import { answerQuestion } from '../../requests/ask-question.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { personalChat } from '../destinations.ts';
import type { Values } from '../interaction.ts';
import { ensure, refreshRequest } from '../refresh-cards.ts';
import type { Reply } from '../reply.ts';
import type { Repos } from '../repos.ts';
import { said } from '../views/approval-facts.ts';

export const answerOpen: Handler = (deps, _interaction, values) =>
  deps.transact((repos) => formFor(repos, values, null));

/** The answer stands on both cards, and goes to whoever asked. */
export const answerSubmit: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const requestId = values['requestId'] ?? '';
    const input = { requestId, no: Number(values['no']), actorId: actor.id, text: values['text'] ?? '' };
    const outcome = await answerQuestion(repos, input, deps);
    if (!outcome.ok && outcome.code === 'reason-missing') return formFor(repos, values, outcome.refused);
    if (!outcome.ok) return closeDialog(outcome.refused);
    const { by, no } = outcome.remark;
    await ensure(repos, { about: 'question', requestId, no, show: 'question' }, await personalChat(repos, by), by);
    await refreshRequest(repos, requestId);
    return closeDialog('Answered. It stands on the card of those who decide.');
  });

async function formFor(
  repos: Pick<Repos, 'requests' | 'people'>,
  values: Values,
  error: string | null,
): Promise<Reply> {
  const request = await repos.requests.get(values['requestId'] ?? '');
  const remark = request?.course.thread.find((each) => String(each.no) === values['no']);
  if (!request || !remark) return gone;
  if (request.state !== 'pending') return toast('It has been decided already.');
  if (remark.answer) return toast('It has been answered already.');
  return {
    type: 'dialog',
    view: {
      view: 'answer-form',
      requestId: request.id,
      no: remark.no,
      appName: request.desired.appName,
      question: await said(repos, remark),
      error,
      text: values['text'] ?? '',
    },
  };
}
