import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lostCodes } from '../../../src/provisioning/lost.ts';
import { exchangeTasks } from '../../../src/provisioning/exchange-by-person.ts';
import { taskText } from '../../../src/provisioning/task-text.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { desired, exchangeDesired } from '../../support/provisioning-bench.ts';

// Every code that converge may ask a person about has a title of its own; "somebody has to look at this" helps nobody.

/** What converge calls. Errors of these kinds become a task (waits.ts, `needsPerson`). */
const files = globSync(['src/provisioning/**/*.ts', 'adapters/{azure,entra,exchange,smtp}/*.ts']);
const shape = /code:\s*[`']([^`']+)[`'],\s*kind:\s*'(?:needs-person|invalid|denied|conflict)'/g;

/** Caught where it is thrown, or thrown to somebody who is no convergence. */
const neverTasks = new Set([
  'already-there',
  'exchange-already-there',
  'vault-conflict',
  'arm-conflict',
  'directory-unreadable',
  'sign-in-refused',
]);

function codes(): string[] {
  const found = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(shape)].map(([, code]) => code ?? ''));
  const named = found.flatMap((code) =>
    code.startsWith('${neighbour}') ? ['arm', 'vault'].map((each) => code.replace('${neighbour}', each)) : [code],
  );
  return [...new Set([...named, ...lostCodes, ...Object.values(exchangeTasks)])].filter(
    (code) => !neverTasks.has(code),
  );
}

const input = (wish: typeof desired | ReturnType<typeof exchangeDesired>) => ({
  desired: wish,
  named: { id: 'abc', generation: 1 },
  tenantId: 'tenant-1',
  roleDefinitionId: 'role-1',
  appId: 'app-1',
  objectId: 'object-1',
  kind: 'application' as const,
});

const textOf = (code: string) => {
  const error = new SendpassError({ code, kind: 'needs-person', advice: 'why' });
  // Some scripts are about one relay; a task of that code opens on no other.
  try {
    return taskText(error, input(desired));
  } catch {
    return taskText(error, input(exchangeDesired()));
  }
};

test('the search finds the codes it is about', () => {
  expect(codes()).toEqual(
    expect.arrayContaining(['exchange-scope-too-wide', 'vault-permission-missing', 'mailfrom-quota', 'token-blocked']),
  );
});

test.each(codes())('%s has a text of its own', (code) => {
  expect(textOf(code).title).not.toBe('Somebody has to look at this');
});

test.each(['exchange-mailbox-missing', 'exchange-scope-too-wide', 'exchange-name-taken', 'exchange-mailbox-deleted'])(
  '%s: the script only looks; what changes something is a comment',
  (code) => {
    const { script } = textOf(code);
    const effective = script.split('\n').filter((each) => !each.startsWith('#'));
    expect(effective.join('\n')).toMatch(/Get-/);
    expect(effective.join('\n')).not.toMatch(/New-|Remove-|Set-|Add-/);
  },
);
