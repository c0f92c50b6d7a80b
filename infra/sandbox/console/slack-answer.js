// What a person in Slack notices of the bot's answer: nothing when all is well, for what is to be seen is in the conversation or a modal.
import { toast } from './toast.js';

export function showSlackAnswer(person, { status, body, trouble }, near = null) {
  if (trouble === undefined && status < 300) return;
  const why = typeof body?.error === 'string' ? body.error : `It answered ${status}.`;
  toast(trouble ?? 'The bot did not take it', `${person.name} sees a warning. ${why}`, 'bad', near);
}
