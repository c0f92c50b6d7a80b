import type { ExchangeWish } from '../../src/relays/exchange-wish.ts';
import { rightsOn } from './cmdlets.ts';
import { orNone } from './errors.ts';
import type { Invoke } from './invoke.ts';

// The classic way: FullAccess and SendAs on each mailbox (facts/azure §7.2). FullAccess reads, too: that is why it is not the default.

export async function allowClassic(invoke: Invoke, { mailboxes, objectId }: ExchangeWish): Promise<void> {
  for (const mailbox of mailboxes) {
    const rights = await rightsOn(invoke, { mailbox, objectId });
    // AutoMapping would add the mailbox to an Outlook profile; an application has none.
    if (!rights?.fullAccess)
      await invoke('Add-MailboxPermission', {
        Identity: mailbox,
        User: objectId,
        AccessRights: ['FullAccess'],
        AutoMapping: false,
      });
    if (!rights?.sendAs)
      await invoke('Add-RecipientPermission', {
        Identity: mailbox,
        Trustee: objectId,
        AccessRights: ['SendAs'],
        Confirm: false,
      });
  }
}

/** A right, a mailbox or an application that is gone is no error: there is nothing left to take. */
export async function withdrawClassic(invoke: Invoke, { mailboxes, objectId }: ExchangeWish): Promise<void> {
  for (const mailbox of mailboxes) {
    const rights = await rightsOn(invoke, { mailbox, objectId });
    const gone = (thrown: unknown) => orNone(thrown, []);
    if (rights?.sendAs)
      await invoke('Remove-RecipientPermission', {
        Identity: mailbox,
        Trustee: objectId,
        AccessRights: ['SendAs'],
        Confirm: false,
      }).catch(gone);
    if (rights?.fullAccess)
      await invoke('Remove-MailboxPermission', {
        Identity: mailbox,
        User: objectId,
        AccessRights: ['FullAccess'],
        Confirm: false,
      }).catch(gone);
  }
}
