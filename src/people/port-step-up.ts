import { SendpassError } from '../shared/errors.ts';

/**
 * A fresh sign-in of one person for one thing. Whoever implements it makes the link good for this person and this thing alone, and notes the
 * sign-in only when it returned the same person; a noted one is good for a few minutes.
 */
export type StepUp = {
  /** Where this person signs in. Throws `denied` with code `step-up-not-configured` where nobody can. */
  link(wish: StepUpWish): Promise<string>;
  /** Did this person sign in for this thing a moment ago? Asked at the click; not knowing is no. */
  isFresh(wish: StepUpWish): Promise<boolean>;
};

/** `about`: `request:<id>` or `sender:<id>`. */
export type StepUpWish = { personId: string; what: 'approve' | 'reveal'; about: string };

/** Where the policy asks for a sign-in and none is set up, nothing is approved or shown: it errs towards closed, and says what to do. */
export const noStepUp: StepUp = {
  link: () =>
    Promise.reject(
      new SendpassError({
        code: 'step-up-not-configured',
        kind: 'denied',
        advice:
          'The policy asks for a fresh sign-in here (approval.stepUp), and no sign-in is set up. Nothing was changed. Tell the operator.',
      }),
    ),
  isFresh: () => Promise.resolve(false),
};
