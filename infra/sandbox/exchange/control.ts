// What administrators of Entra and Exchange do for an application, on the control port.
import { z } from 'zod';
import { command, ok, wrong } from '../control/answer.ts';
import type { Route } from '../wire.ts';
import { runScript } from './powershell/shell.ts';
import { grantConsent, withdrawConsent } from './permissions.ts';

const consentBody = z.strictObject({ appId: z.string(), granted: z.boolean() });

const scriptBody = z.strictObject({ script: z.string(), as: z.literal('exchange-admin').optional() });

export const exchangeControlRoutes: Route[] = [
  command('POST', '/_sandbox/exchange/consent', consentBody, ({ world }, { appId, granted }) => {
    const problem = granted ? grantConsent(world, appId) : withdrawConsent(world, appId);
    return problem === undefined ? ok() : wrong(problem);
  }),
  command('POST', '/_sandbox/exchange/powershell', scriptBody, ({ world }, { script }) => ok(runScript(world, script))),
];
