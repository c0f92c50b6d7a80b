// What administrators of Entra and Exchange do for an application, on the control port.
import { z } from 'zod';
import { command, ok, wrong } from '../control/answer.ts';
import type { Route } from '../wire.ts';
import { grantConsent, withdrawConsent } from './permissions.ts';

const consentBody = z.strictObject({ appId: z.string(), granted: z.boolean() });

export const exchangeControlRoutes: Route[] = [
  command('POST', '/_sandbox/exchange/consent', consentBody, ({ world }, { appId, granted }) => {
    const problem = granted ? grantConsent(world, appId) : withdrawConsent(world, appId);
    return problem === undefined ? ok() : wrong(problem);
  }),
];
