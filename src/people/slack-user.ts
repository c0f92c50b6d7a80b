/** Somebody of the one workspace Sendpass works for, as Slack's own look-up told; an id is unique within its workspace only. */
export type SlackUser = {
  teamId: string;
  userId: string;
  name: string;
  /** Confirmed by Slack; null where it does not tell. */
  email: string | null;
};
