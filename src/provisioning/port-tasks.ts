import type { Task } from './task.ts';

export type Tasks = {
  get(id: string): Promise<Task | undefined>;
  open(senderId: string): Promise<Task[]>;
  /** Senders that have one open. */
  waiting(): Promise<string[]>;
  /** All of a sender's tasks, done ones too: their cards follow until the end. */
  list(senderId: string): Promise<Task[]>;
  /** Insert or replace by id; a second open task of the same route and code is the first one. */
  save(task: Task): Promise<void>;
};
