import type { Arrived } from '../../../src/chat/arrived.ts';
import type { ChatPlatform } from '../../../src/chat/port-chat-platform.ts';
import type { Reply } from '../../../src/chat/reply.ts';
import type { View } from '../../../src/chat/view.ts';

export type Answer = (what: Arrived) => Promise<Reply>;
/** What the person sees that was not there before; asked again, since some of it comes later. */
export type Seen = () => Promise<string[]>;

/** A platform as a person uses it: the real adapter behind its real door, with the sandbox's client in front. */
export type Wire = {
  arrived: Arrived[];
  platform: ChatPlatform;
  answerWith(answer: Answer): void;
  /** Posts the view into the person's private chat and presses the button in it. */
  press(view: View, button: { title: string; verb: string }): Promise<Seen>;
  /** Opens the view as a dialog and sends it; `answer` answers what was sent. */
  submit(view: View, button: { title: string }, how: { inputs: Record<string, string>; answer: Answer }): Promise<Seen>;
  type(text: string): Promise<Seen>;
  mention(text: string): Promise<Seen>;
  attach: ((text: string) => Promise<Seen>) | null;
  home: (() => Promise<Seen>) | null;
  close(): Promise<void>;
};

export const fresh = (before: string[], after: string[]): string[] => after.filter((each) => !before.includes(each));
