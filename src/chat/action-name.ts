/** Verbs of buttons and dialogs, as they stand in a card's data. */
export const actionNames = [
  'request-open',
  'request-submit',
  'edit-open',
  'edit-submit',
  'withdraw',
  'approve',
  'deny-open',
  'deny-submit',
  'details',
  'reveal',
  'test-mail',
  'installed-open',
  'installed-submit',
  'cancel-open',
  'cancel-submit',
  'retire-open',
  'retire-submit',
  'task-done',
  'diagnose-open',
  'diagnose-submit',
] as const;
export type ActionName = (typeof actionNames)[number];

export const isActionName = (name: string): name is ActionName => (actionNames as readonly string[]).includes(name);
