import { noStepUp } from '../people/port-step-up.ts';
import type { StepUpWish } from '../people/port-step-up.ts';
import { asSendpassError } from '../shared/errors.ts';
import { toast } from './answers.ts';
import type { ChatDeps } from './deps.ts';
import type { Reply } from './reply.ts';

/**
 * What to answer instead of doing it, where the policy asks for a fresh sign-in and there is none; null = go on. Asked before anything is recorded or
 * changed. What cannot be looked up counts as no sign-in.
 */
export async function signInFirst(
  { policy, stepUp = noStepUp, logger }: ChatDeps,
  wish: StepUpWish,
  appName: string,
): Promise<Reply | null> {
  if (!policy.approval.stepUp.includes(wish.what)) return null;
  try {
    if (await stepUp.isFresh(wish)) return null;
    const url = await stepUp.link(wish);
    return { type: 'dialog', view: { view: 'step-up', what: wish.what, appName, url } };
  } catch (thrown) {
    const { code, kind, advice } = asSendpassError(thrown);
    logger.warn({ code, what: wish.what }, 'a fresh sign-in could not be asked for');
    return toast(
      kind === 'denied' ? advice : 'The sign-in could not be asked for in time. Nothing was changed: press again.',
    );
  }
}
