/**
 * Something only a person outside Sendpass can do (raise a quota, make the role definition, settle whose application this is). One
 * generic shape: why, the exact script, Done, and a check – Done only asks converge to look again.
 */
export type Task = {
  id: string;
  senderId: string;
  /** Of the route it is about: the one moved to needs its own permission, whatever was done for the one before. */
  generation: number;
  /** Stable error code that opened it: `mailfrom-quota`, `role-definition-missing`, … One open task per route and code. */
  code: string;
  title: string;
  why: string;
  /** Commented commands to paste; idempotent. */
  script: string;
  state: 'open' | 'checking' | 'done';
  openedAt: Date;
  doneBy: string | null;
};
