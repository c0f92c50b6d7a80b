import type { Values } from '../../src/chat/interaction.ts';
import type { Whole } from '../../src/chat/reply.ts';
import type { View } from '../../src/chat/view.ts';

export type Blocks = Record<string, unknown>[];
export type Surface = Record<string, unknown>;

/** What the adapter needs of cards/: a view as each of Slack's surfaces, and what a press or a submitted window means. */
export type SlackRender = {
  message(view: View): { text: string; blocks: Blocks };
  /** `extra` comes back with what is pressed in it. */
  modal(view: View, more?: { whole?: Whole | undefined; extra?: Values | undefined }): Surface;
  home(view: View): Surface;
  /** Opened before anything is known: a trigger lives three seconds. */
  loading(): Surface;
  notice(title: string, text: string): Surface;
  /** By block, where every error of a form stands on one of its fields; else null. */
  errors(view: View): Record<string, string> | null;
  readAction(action: Record<string, unknown>): { opens: boolean; action: string; values: Values } | null;
  readSubmission(view: {
    callback_id: string;
    private_metadata: string;
    values: Record<string, Record<string, unknown>>;
  }): { action: string; values: Values; users: Record<string, string> } | null;
  readExtra(privateMetadata: string): Values;
};
