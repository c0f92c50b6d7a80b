import type { Person } from './person.ts';

export type People = {
  get(id: string): Promise<Person | undefined>;
  /** Insert or refresh name and e-mail; called with what the platform's verified look-up said. */
  remember(person: Person): Promise<void>;
  /** Everybody Sendpass has met, by name: choices for a second owner. */
  list(limit: number): Promise<Person[]>;
};
