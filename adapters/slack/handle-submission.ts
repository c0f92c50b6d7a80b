import { fillWindow, windowOf } from './answer.ts';
import { submissionShape } from './payloads.ts';
import type { Submission } from './payloads.ts';
import type { Surface } from './render.ts';
import { replyTo, soon } from './room.ts';
import type { Answered, Came, Input, Room, Wrong } from './room.ts';

type Answer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: Surface };
type Ack = (answer?: Answer) => Promise<void>;
type Read = { action: string; values: Record<string, string>; users: Record<string, string> };

/** A submitted window: errors on its fields, or what the window shows next. What takes longer than Slack waits is shown when it is there. */
export async function handleSubmission(room: Room, { body, at }: Came, ack: Ack): Promise<void> {
  const parsed = submissionShape.safeParse(body);
  const view = parsed.data?.view;
  const read = view && room.render.readSubmission({ ...view, values: view.state?.values ?? {} });
  if (!parsed.success || !view || !read) {
    room.onRefused({ why: 'unknown form', ...(parsed.success ? { actor: `slack:${parsed.data.user.id}` } : {}) });
    return ack(
      update(room.render.notice('Sendpass', 'This form is from another version of Sendpass. Nothing was done.')),
    );
  }
  const working = submit(room, parsed.data, read);
  const answered = await soon(room, at, working);
  if (answered !== null) return ack(answerOf(room, answered, view.callback_id));
  await ack(update(room.render.loading()));
  room.later(working.then((late) => fillWindow(room, view.id, windowOf(late, room.render))));
}

const update = (view: Surface): Answer => ({ response_action: 'update', view });

function answerOf({ render }: Room, answered: Answered, callbackId: string): Answer {
  if (!answered.ok && answered.errors) return { response_action: 'errors', errors: answered.errors };
  const shown = windowOf(answered, render);
  if (answered.ok && answered.reply.type === 'dialog' && shown['callback_id'] === callbackId) {
    const errors = render.errors(answered.reply.view);
    if (errors !== null) return { response_action: 'errors', errors };
  }
  return update(shown);
}

function submit(room: Room, { team, user, view, trigger_id }: Submission, read: Read): Promise<Answered> {
  return replyTo(
    room,
    { team: team?.id ?? user.team_id, user: user.id, userTeam: user.team_id },
    // The hash is another for every state of the window, so that the same form sent again after its errors is another delivery.
    {
      place: null,
      deliveryId: `slack:${trigger_id ?? `${view.id}:${view.hash ?? ''}`}`,
      input: () => inputOf(room, read),
    },
  );
}

/** People are picked as Slack's; the chat room knows persons. */
async function inputOf(room: Room, { action, values, users }: Read): Promise<Input | Wrong> {
  const persons: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const [field, userId] of Object.entries(users)) {
    const looked = await room.members.lookUp(userId);
    if (looked.ok) persons[field] = looked.member.person.id;
    else errors[field] = 'Sendpass does not know who that is in your organisation. Choose somebody else.';
  }
  if (Object.keys(errors).length > 0) return { type: 'wrong', errors };
  return { type: 'submit-dialog', action, values: { ...values, ...persons } };
}
