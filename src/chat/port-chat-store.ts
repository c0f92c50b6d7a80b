import type { Platform } from '../people/person.ts';
import type { ConversationRef, Interaction } from './interaction.ts';

export type Conversation = ConversationRef & {
  /**
   * The platform's own reference as plain data (Teams: serviceUrl, conversationId, tenantId, botId, …). `team`: the app is added to and
   * removed from all channels with the same one at once.
   */
  reference: Record<string, string>;
  /** `unreachable`: the app was removed or blocked. */
  state: 'ok' | 'unreachable';
};

/** As a delivery or the platform shows it. Without `state` a known one keeps its own, and a new one is ok. */
export type Seen = Omit<Conversation, 'id' | 'state'> & { platformId: string; state?: Conversation['state'] };

/** What a card is about and how it is shown. The pair (matter, destination) is unique: one card per matter and place. */
export type CardMatter =
  | { about: 'request'; requestId: string; show: 'decide' }
  | { about: 'sender'; senderId: string; show: 'progress' }
  | { about: 'task'; taskId: string; show: 'task' }
  | { about: 'stopped'; senderId: string; taskId: string; show: 'stopped' }
  | { about: 'receipt'; senderId: string; revealNo: number; by: string; show: 'receipt' }
  | { about: 'undelivered'; senderId: string; personId: string; show: 'undelivered' }
  /** To the person an account of another platform speaks for, or asks to. */
  | { about: 'link'; account: string; personId: string; show: 'link' }
  /** Question `no` of a request: to whoever asked for the sender, and with its answer to whoever asked the question. */
  | { about: 'question'; requestId: string; no: number; show: 'question' }
  /** Whoever asked for the sender asks again, for the `no`th time. */
  | { about: 'nudge'; requestId: string; no: number; show: 'reminder' }
  /** The one reminder of all that waits. */
  | { about: 'reminder'; no: number; requests: string[]; show: 'reminder' }
  | { about: 'policy'; no: number; show: 'policy-change' };

/** What `byMatter` asks with. */
export function subjectIdOf(matter: CardMatter): string {
  switch (matter.about) {
    case 'request':
    case 'question':
    case 'nudge':
      return matter.requestId;
    case 'task':
      return matter.taskId;
    case 'link':
      return matter.account;
    case 'sender':
    case 'stopped':
    case 'receipt':
    case 'undelivered':
      return matter.senderId;
    case 'reminder':
    case 'policy':
      return String(matter.no);
  }
}

/** The same for the same matter, whatever the order of its fields: one card per key and place. */
export function matterKeyOf(matter: CardMatter): string {
  const more: Record<CardMatter['about'], string[]> = {
    request: [],
    sender: [],
    task: [],
    stopped: matter.about === 'stopped' ? [matter.taskId] : [],
    link: matter.about === 'link' ? [matter.personId] : [],
    receipt: matter.about === 'receipt' ? [String(matter.revealNo), matter.by] : [],
    undelivered: matter.about === 'undelivered' ? [matter.personId] : [],
    question: matter.about === 'question' ? [String(matter.no)] : [],
    nudge: matter.about === 'nudge' ? [String(matter.no)] : [],
    reminder: [],
    policy: [],
  };
  return [matter.about, subjectIdOf(matter), ...more[matter.about]].join(':');
}

export type Card = {
  id: string;
  matter: CardMatter;
  conversationId: string;
  /** Whom it is written for: decides buttons. Null in a channel. */
  readerId: string | null;
  /** Platform's id of the posted message; null before the first post. */
  messageId: string | null;
  /** `posting` is committed before the post: after a kill in between the post is repeated, and the first one is inert. */
  state: 'new' | 'posting' | 'posted' | 'undeliverable' | 'refused';
  /** Hash of what was last shown: an equal one is not sent again. */
  shownHash: string | null;
  why: string | null;
};

export type Conversations = {
  get(id: string): Promise<Conversation | undefined>;
  /** The person's 1:1 chat on a platform: of several rows one with a reference first, then state ok, then the one remembered last. */
  personal(personId: string, platform?: Platform): Promise<Conversation | undefined>;
  /** Insert or refresh by the platform's own id; returns the row. */
  remember(conversation: Seen): Promise<Conversation>;
  setState(id: string, state: Conversation['state']): Promise<void>;
};

export type Wanted = { id: string; asked: number };

export type Cards = {
  get(id: string): Promise<Card | undefined>;
  /** In state `refused`, the oldest first. */
  listRefused(limit: number): Promise<Card[]>;
  /** By matter and conversation: inserted once. */
  ensure(card: Omit<Card, 'id' | 'messageId' | 'state' | 'shownHash' | 'why'>): Promise<Card>;
  save(card: Card): Promise<void>;
  byMatter(about: CardMatter['about'], id: string): Promise<Card[]>;
  byMessage(conversationId: string, messageId: string): Promise<Card | undefined>;
  /** Notes, in the given order, that these are to show the present state; one that waits already keeps its turn. */
  want(ids: string[]): Promise<void>;
  /** What waits to be shown in a conversation, in its order. */
  listWanted(conversationId: string, limit: number): Promise<Wanted[]>;
  /** Shown as it was when it was asked for so often; asked for again meanwhile, it keeps its turn. */
  shown(wanted: Wanted): Promise<void>;
};

/** Delivery ids already seen, on all instances, kept 2 h; and what was said, until it is handled. */
export type Deliveries = {
  /** False when seen before. The interaction is kept only for those handled later in a job. */
  accept(deliveryId: string, at: Date, interaction: Interaction | null): Promise<boolean>;
  take(deliveryId: string): Promise<Interaction | undefined>;
  /** Drops the kept words once handled; the id stays. */
  done(deliveryId: string): Promise<void>;
  /** As if it had never come: for one that could not be handled and is sent again as it was. */
  release(deliveryId: string): Promise<void>;
  forgetBefore(at: Date): Promise<void>;
};
