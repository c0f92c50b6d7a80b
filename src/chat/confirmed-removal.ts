import type { Outcome } from '../provisioning/outcome.ts';
import { withdrawOpen } from '../requests/withdraw.ts';
import type { Sender } from '../senders/sender.ts';
import type { Handler } from './actions.ts';
import { closeDialog, gone, toast } from './answers.ts';
import { mayAct } from './may-act.ts';
import { refreshRequest, refreshSender } from './refresh-cards.ts';
import type { Repos } from './repos.ts';
import type { View } from './view.ts';
import { removedThings } from './views/removed-things.ts';

type Removal = {
  /** What is asked before it happens; `removes` are the things that go. */
  dialog: (sender: Sender, removes: string[]) => View;
  start: (repos: Repos, input: { senderId: string; actorId: string }) => Promise<Outcome>;
  /** What whoever confirmed it is told. */
  said: string;
};

/** A way to end a sender: a button that asks, and the confirmation that does it. Both ask the stored state who may. */
export function confirmedRemoval({ dialog, start, said }: Removal): { open: Handler; submit: Handler } {
  return {
    async open(deps, { actor }, values) {
      const senderId = values['senderId'] ?? '';
      const may = await mayAct(deps, senderId, actor.id);
      if (may !== true) return toast(may);
      return deps.transact(async (repos) => {
        const sender = await repos.senders.get(senderId);
        if (!sender) return gone;
        return { type: 'dialog', view: dialog(sender, await removedThings(repos, sender, deps.vault.name)) };
      });
    },
    async submit(deps, { actor }, values) {
      const senderId = values['senderId'] ?? '';
      const may = await mayAct(deps, senderId, actor.id);
      if (may !== true) return closeDialog(may);
      return deps.transact(async (repos) => {
        const outcome = await start(repos, { senderId, actorId: actor.id });
        if (!outcome.ok) return closeDialog(outcome.refused);
        await refreshEnded(repos, senderId, actor.id);
        return closeDialog(said);
      });
    },
  };
}

/** A request that waits for this sender waits for nothing any more: its cards say so, with the sender's. */
export async function refreshEnded(repos: Repos, senderId: string, actorId: string): Promise<void> {
  const withdrawn = await withdrawOpen(repos, { senderId, actorId });
  await (withdrawn === null ? refreshSender(repos, senderId) : refreshRequest(repos, withdrawn));
}
