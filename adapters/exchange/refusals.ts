import { SendpassError } from '../../src/shared/errors.ts';

// What Sendpass itself refuses to do in Exchange: something under our name is not what was asked for.

export const mailboxMissing = (mailbox: string): SendpassError =>
  new SendpassError({
    code: 'exchange-mailbox-missing',
    kind: 'needs-person',
    advice: `Exchange has no mailbox with the primary address ${mailbox}. An Exchange administrator makes it, or the address has to be another.`,
    vendor: { neighbour: 'exchange' },
  });

export const tooWide = (address: string): SendpassError =>
  new SendpassError({
    code: 'exchange-scope-too-wide',
    kind: 'needs-person',
    advice: `What was asked for would also reach ${address}. Nothing was allowed; an Exchange administrator has to look at it.`,
    vendor: { neighbour: 'exchange' },
  });

export const otherAssignment = (name: string, what: string): SendpassError =>
  new SendpassError({
    code: 'exchange-name-taken',
    kind: 'needs-person',
    advice: `In Exchange the role assignment ${name} is there already, with ${what}. Sendpass did not touch it; an Exchange administrator has to look at it.`,
    vendor: { neighbour: 'exchange' },
  });
