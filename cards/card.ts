import type { Secret } from '../src/shared/secret.ts';

/**
 * What can be shown, on any platform. Views make it, one renderer per platform writes it. All strings are plain text: escaping,
 * shortening and time zones are the renderer's; emphasis and dates are runs. Nothing here may know Adaptive Cards or Block Kit.
 */
export type Card = {
  /** What happened or what is wanted. */
  title: string;
  status: Status | null;
  /** What happens next. */
  lead: Text | null;
  blocks: Block[];
  /** At most three, the safe one first; `more` go into the overflow menu. */
  buttons: Button[];
  /** Small last line. */
  footer: Text | null;
  /** Set when it is shown as a dialog (modal). */
  dialog: Dialog | null;
  /** Notification and screen reader; never a secret. */
  summary: string;
};

export type Tone = 'good' | 'warning' | 'attention' | 'accent' | 'neutral';

/** Never colour alone: word, symbol and tone. */
export type Status = { word: string; symbol: string; tone: Tone; detail?: Text };

/** `user` = written by a person: shown isolated, so that right-to-left letters do not turn the rest of the line around. */
export type Run =
  | string
  | { user: string }
  | { strong: string }
  | { mono: string }
  /** `relative` adds "in 14 days" where the renderer is told what time it is. */
  | { date: Date; as: 'day' | 'time' | 'moment'; relative?: boolean };

export type Text = Run[];

export type Item = { symbol: string; tone: Tone; text: Text; note?: Text; end?: string };

export type Block =
  | { block: 'text'; text: Text; tone?: Tone; small?: boolean }
  | { block: 'heading'; text: string }
  | { block: 'facts'; facts: { label: string; value: Text }[] }
  | { block: 'list'; items: Item[] }
  /** Side by side where there is room. */
  | { block: 'columns'; left: Block[]; right: Block[] }
  | { block: 'section'; tone: Tone; blocks: Block[] }
  | { block: 'progress'; segments: Tone[]; label: string }
  /** Numbers as bars, one below the other; the words beside say the same. The longest is the largest. */
  | { block: 'bars'; bars: { label: string; value: number; end: string; tone: Tone }[] }
  /** One thing to copy, alone on its line and never shortened. A Secret is let out by the renderer of the dialog only. */
  | { block: 'value'; label: string; value: string | Secret; note?: string }
  /** Lines to paste. `hides`: what must not be readable where the card is kept (transcript, mail). */
  | { block: 'code'; text: string; hides?: Secret }
  | { block: 'input'; input: Input };

type InputBase = {
  /** Key in the submitted values. */
  field: string;
  label: string;
  hint?: string;
  required: boolean;
  value: string;
  /** Set by the server after a submit. */
  error: string | null;
  /** Shown by the platform itself before it submits. */
  missing: string;
};

export type Choice = { value: string; title: string };

export type Input =
  | (InputBase & { input: 'text'; maxLength: number; placeholder?: string })
  | (InputBase & { input: 'multiline'; maxLength: number; placeholder?: string })
  | (InputBase & { input: 'number'; min: number; max: number })
  | (InputBase & { input: 'choice'; choices: Choice[]; look: 'menu' | 'radio' })
  /** Several at once; the value joins them by commas. */
  | (InputBase & { input: 'choices'; choices: Choice[]; look: 'menu' | 'checks' })
  /** A day, `2026-11-27`. */
  | (InputBase & { input: 'date' })
  /** The platform's people picker; `choices` are those known without it. */
  | (InputBase & { input: 'person'; choices: Choice[] });

type ButtonBase = { title: string; style: 'default' | 'positive' | 'destructive'; more?: boolean };

/** Strings only: they come back from the client, so they name things and prove nothing. */
export type ButtonData = Record<string, string>;

export type Button =
  /** Does something. `confirm`: what it does, asked once more where the platform can. */
  | (ButtonBase & { button: 'execute'; verb: string; data: ButtonData; confirm?: string })
  /** Opens a dialog: a form, a confirmation, the reveal. */
  | (ButtonBase & { button: 'dialog'; verb: string; data: ButtonData })
  | (ButtonBase & { button: 'link'; url: string });

export type Dialog = {
  title: string;
  size: 'small' | 'medium' | 'large';
  /** Null = text only, nothing to send. */
  submit: { title: string; verb: string; data: ButtonData; style: 'default' | 'positive' | 'destructive' } | null;
};
