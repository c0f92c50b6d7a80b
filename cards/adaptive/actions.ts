import type { Button, ButtonData, Dialog } from '../card.ts';
import type { Context, Json } from './context.ts';
import { toPlain } from './text.ts';

const styled = (style: Button['style']): Json => (style === 'default' ? {} : { style });

/** `action` names the verb in the data too: clients too old for Action.Execute send the fallback, which has no verb. */
const dataOf = (verb: string, data: ButtonData): Json => ({ ...data, action: verb });

export function action(button: Button, context: Context): Json {
  const common: Json = {
    title: toPlain(button.title, context.limits.buttonTitle),
    ...styled(button.style),
    ...(button.more === true ? { mode: 'secondary' } : {}),
  };
  switch (button.button) {
    case 'execute': {
      const data = dataOf(button.verb, button.data);
      return {
        type: 'Action.Execute',
        verb: button.verb,
        data,
        ...common,
        fallback: { type: 'Action.Submit', data, ...common },
      };
    }
    case 'dialog':
      return {
        type: 'Action.Submit',
        data: { ...dataOf(button.verb, button.data), msteams: { type: 'task/fetch' } },
        ...common,
      };
    case 'link':
      return { type: 'Action.OpenUrl', url: button.url, ...common };
  }
}

/** In a dialog the only way to send is Action.Submit (task/submit). */
export function submitAction(submit: NonNullable<Dialog['submit']>, context: Context): Json {
  return {
    type: 'Action.Submit',
    title: toPlain(submit.title, context.limits.buttonTitle),
    data: dataOf(submit.verb, submit.data),
    ...styled(submit.style),
  };
}
