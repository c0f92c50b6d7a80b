import { startRotation, vaultGrace } from '../../provisioning/rotation/start-rotation.ts';
import { whyNoRotation } from '../../provisioning/rotation/why-no-rotation.ts';
import { secretEnd } from '../../provisioning/secret-end.ts';
import { inUse } from '../../senders/in-use.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { mayRotate } from '../may-rotate.ts';
import { refreshSender } from '../refresh-cards.ts';

/** How long the old secret stays, as its owner may choose; the first is what nobody has to choose. */
const stays = {
  reveal: [
    { value: 'ticked', title: 'Only when every place is ticked, or somebody removes it' },
    { value: 'P7D', title: 'At the latest after 7 days, even if places are open' },
    { value: 'P30D', title: 'At the latest after 30 days, even if places are open' },
  ],
  vault: [
    { value: vaultGrace, title: '1 day after the switch' },
    { value: 'PT1H', title: '1 hour after the switch' },
    { value: 'P7D', title: '7 days after the switch' },
  ],
} as const;

/** What a new secret means, and when the old one goes. */
export const rotateOpen: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayRotate(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    const route = sender && (await repos.senders.route(senderId));
    if (!sender || !route) return gone;
    const refused = await whyNoRotation(repos, sender);
    if (refused !== null) return toast(refused);
    const { lifetime, delivery, places } = sender.desired;
    const choices = [...stays[delivery]];
    return {
      type: 'dialog',
      view: {
        view: 'rotate-form',
        senderId,
        appName: sender.name,
        delivery,
        oldEndsAt: inUse(await repos.senders.credentials(route.id))?.endsAt ?? null,
        newEndsAt: secretEnd(deps.clock.now(), lifetime, deps.policy.timeZone),
        places,
        choices,
        value: choices[0]?.value ?? 'ticked',
      },
    };
  });
};

export const rotateSubmit: Handler = async (deps, { actor }, { senderId = '', removeAfter = '' }) => {
  const may = await mayRotate(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const delivery = (await repos.senders.get(senderId))?.desired.delivery ?? 'reveal';
    // Only what was offered: time removes nothing that its owner did not choose.
    const chosen = stays[delivery].find((each) => each.value === removeAfter)?.value ?? 'ticked';
    const input = { senderId, actorId: actor.id, removeAfter: chosen === 'ticked' ? null : chosen };
    const outcome = await startRotation(repos, input, deps);
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog('A new secret is being made beside the old one, which goes on working. The card follows.');
  });
};
