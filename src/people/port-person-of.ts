import type { Person } from './person.ts';
import type { SlackUser } from './slack-user.ts';

/** `say`: what the one who acted is told, in one or two sentences. */
export type FoundPerson = { ok: true; person: Person } | { ok: false; why: 'not-linked' | 'suspended'; say: string };

/** Which person of the organisation a Slack user is. Throws what the directory throws: not knowing is not no. */
export type PersonOf = (user: SlackUser) => Promise<FoundPerson>;

/** The other way round, for a chat that has to be opened; null where nothing is known. */
export type SlackAccountOf = (personId: string) => Promise<{ userId: string } | { email: string } | null>;
