import type { Task } from './task.ts';

export type Tasks = {
  get(id: string): Promise<Task | undefined>;
  open(senderId: string): Promise<Task[]>;
  /** Insert or replace by id; a second open task of the same sender and code is the first one. */
  save(task: Task): Promise<void>;
};
