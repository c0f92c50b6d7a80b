import type { ClientId } from './client-id.ts';
import { clientProfiles } from './client-profiles.ts';
import type { Login, Spoken } from './client-profiles.ts';

/** What one client takes, ready to paste, and what is said beside it. It holds the secret: into the reveal dialog and nowhere else. */
export type SettingsText = Spoken & { title: string; text: string };

/** A client that does not know this way to log in has no note: the form refuses it, but a relay may have changed since. */
export function settingsText(client: ClientId, login: Login, text: string): SettingsText {
  const { title, speaks } = clientProfiles[client];
  return { title, text, ...(speaks[login] ?? { note: '', tested: false }) };
}

/** A line break in a name would end the line it stands in, and start a setting of its own. */
export function flat<Input extends Record<string, string | number>>(input: Input): Input {
  const oneLine = ([key, value]: [string, string | number]): [string, string | number] => [
    key,
    typeof value === 'string' ? value.replace(/[\r\n\0\u2028\u2029]+/g, ' ') : value,
  ];
  return Object.fromEntries(Object.entries(input).map(oneLine)) as Input;
}
