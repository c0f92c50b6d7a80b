import { concerned } from '../../people/own-request.ts';
import type { Handler } from '../actions.ts';
import { gone } from '../answers.ts';
import { namesOf } from '../names.ts';
import { requestFacts } from '../views/request-facts.ts';

/** Who may decide and who may not, in words; only to the one who asks. */
export const details: Handler = (deps, _interaction, values) =>
  deps.transact(async (repos) => {
    const request = await repos.requests.get(values['requestId'] ?? '');
    if (!request) return gone;
    const facts = await requestFacts(repos, request, deps);
    const names = await namesOf(repos, concerned(request));
    const count = facts.mayDecideCount === null ? 'Approvers of the policy' : `${facts.mayDecideCount} people`;
    return {
      type: 'dialog',
      view: {
        view: 'notice',
        title: `Who can decide on ${facts.appName}`,
        text: `${count} can decide. Not for ${names.join(', ')}: it is their own.`,
        tone: 'neutral',
      },
    };
  });
