import { cancelSender } from '../../provisioning/cancel-sender.ts';
import { confirmedRemoval } from '../confirmed-removal.ts';

/** Converges to absent: whatever was made so far is removed again. */
export const cancel = confirmedRemoval({
  dialog: ({ id, name }, removes) => ({ view: 'confirm-cancel', senderId: id, appName: name, removes }),
  start: cancelSender,
  said: 'Cancelled. What was made so far is being removed.',
});
