import type { ExchangeWish } from '../relays/exchange-wish.ts';
import type { Desired, StepKind } from '../senders/sender.ts';
import { SendpassError } from '../shared/errors.ts';
import { exchangeWishOf } from './exchange-wish-of.ts';
import type { Named } from './names.ts';

/** What the texts of tasks are made of. */
export type TaskInput = {
  desired: Desired;
  named: Named;
  tenantId: string;
  roleDefinitionId: string;
  /** Once made. */
  appId: string | null;
  /** The service principal's, once made. */
  objectId: string | null;
  /** The step it is about. */
  kind: StepKind | null;
};

export type TaskText = {
  title: string;
  script: (input: TaskInput) => string;
  /** Done asks for what the script printed, which is judged before anything goes on. */
  report?: true;
};

/** Tasks of Exchange come after application and principal were made. */
export function wishOf({ appId, objectId, ...input }: TaskInput): ExchangeWish {
  if (appId !== null && objectId !== null) return exchangeWishOf({ ...input, appId, objectId });
  throw new SendpassError({ code: 'fact-missing', kind: 'bug', advice: 'The application is not made yet.' });
}
