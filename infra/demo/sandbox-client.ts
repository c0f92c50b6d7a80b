// The sandbox's control API as the tour uses it: act as a person, look at what was said.

export type Json = Record<string, unknown>;
export type Message = {
  id: string;
  from: string;
  text: string | null;
  card: Json | null;
  updatedAt: string | null;
  deleted: boolean;
  views: Record<string, Json>;
};
export type Conversation = {
  id: string;
  name: string;
  kind: 'personal' | 'channel';
  person: string | null;
  messages: Message[];
};
export type Mail = { at: string; from: string; to: string[]; subject: string; text: string };
export type Acted = { status: number; body: Json | null; dialogId?: string; error?: string };

export type Sandbox = ReturnType<typeof sandboxAt>;

export function sandboxAt(base: string) {
  const call = async (method: string, path: string, body?: Json): Promise<Response> => {
    const init =
      body === undefined
        ? { method }
        : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${base}${path}`, init);
    if (!response.ok && response.status !== 400) throw new Error(`${method} ${path} answered ${response.status}`);
    return response;
  };
  const json = async <T>(method: string, path: string, body?: Json): Promise<T> =>
    (await (await call(method, path, body)).json()) as T;
  const act = async (path: string, body: Json): Promise<Acted> => {
    const acted = await json<Acted>('POST', path, body);
    if (acted.error !== undefined) throw new Error(`the sandbox refuses ${JSON.stringify(body)}: ${acted.error}`);
    if (acted.status >= 300) throw new Error(`the bot answered ${acted.status} to ${JSON.stringify(body)}`);
    return acted;
  };
  return {
    text: async (path: string) => (await call('GET', path)).text(),
    put: (path: string, body: Json) => call('PUT', path, body),
    say: (from: string, conversation: string, text: string) =>
      act('/_sandbox/chat/teams/message', { from, conversation, text }),
    press: (from: string, message: string, action: string) =>
      act('/_sandbox/chat/teams/action', { from, message, action }),
    /** Sends it once more where the bot was late and the dialog asks for it: on a busy machine a tour would stop at its first form. */
    async submit(from: string, dialog: string, action: string | number, inputs: Json): Promise<Acted> {
      for (let tries = 0; ; tries++) {
        const sent = await act('/_sandbox/chat/teams/action', { from, dialog, action, inputs });
        if (tries >= 20 || !JSON.stringify(sent.body).includes('Send it once more')) return sent;
      }
    },
    conversations: () => json<Conversation[]>('GET', '/_sandbox/chat/teams/conversations'),
    powershell: (script: string) =>
      json<{ output: string; failed: string | null }>('POST', '/_sandbox/exchange/powershell', { script }),
    mail: async () => (await json<{ mail: Mail[] }>('GET', '/_sandbox/state')).mail,
    secrets: () => json<string[]>('GET', '/_sandbox/secrets'),
  };
}
