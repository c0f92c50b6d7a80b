import { expect, test } from 'vitest';
import { exchangeError } from '../../../../adapters/exchange/errors.ts';

const of = (status: number, text = '') => {
  const { code, kind } = exchangeError({ status, text, requestId: 'r' });
  return [code, kind];
};
const cmdlet = (exception: string): string =>
  JSON.stringify({
    error: { code: 'BadRequest', details: [{ message: `Ex6F|Microsoft.Exchange.${exception}|text` }] },
  });

test.each([
  [400, cmdlet('Configuration.Tasks.ManagementObjectNotFoundException'), 'exchange-not-found', 'not-yet'],
  [404, cmdlet('Configuration.Tasks.ManagementObjectNotFoundException'), 'exchange-not-found', 'not-yet'],
  [400, cmdlet('Data.Directory.ADObjectAlreadyExistsException'), 'exchange-already-there', 'conflict'],
  [400, cmdlet('Data.Storage.ServerBusyException'), 'exchange-busy', 'retryable'],
  [400, cmdlet('CmdletAccessDeniedException'), 'exchange-permission-missing', 'needs-person'],
  [400, 'System.Management.Automation.CommandNotFoundException', 'exchange-permission-missing', 'needs-person'],
  [401, '', 'exchange-permission-missing', 'needs-person'],
  [403, '', 'exchange-permission-missing', 'needs-person'],
  [404, '<html>', 'exchange-route-gone', 'needs-person'],
  [410, '', 'exchange-route-gone', 'needs-person'],
  [429, '', 'exchange-busy', 'retryable'],
  [503, cmdlet('Configuration.Tasks.ManagementObjectNotFoundException'), 'exchange-broken', 'retryable'],
  [400, '', 'exchange-refused', 'bug'],
])('%i %s', (status, text, code, kind) => {
  expect(of(status, text)).toEqual([code, kind]);
});

test('names and numbers are kept, the text is not: it quotes what was sent', () => {
  const error = exchangeError({
    status: 400,
    text: cmdlet('Configuration.Tasks.ManagementObjectNotFoundException').replace('text', 'ceo@contoso.com'),
    requestId: 'r-1',
    retryAfterMs: 7_000,
  });
  expect(error.vendor).toEqual({
    neighbour: 'exchange',
    status: 400,
    code: 'ManagementObjectNotFoundException',
    requestId: 'r-1',
  });
  expect(error.retryAfterMs).toBe(7_000);
  expect(`${error.message} ${JSON.stringify(error)} ${error.advice}`).not.toContain('ceo@');
});
