/**
 * Small facts of this installation, kept in the database: 'installation-id', 'approvals-conversation', 'cloud-fingerprint', 'paused',
 * 'observed-domains' (what the field check may rely on for ten minutes), 'approvers-since' (the first look at them), 'reminded' (number and time of the last
 * reminder), 'policy-announced' (number and text of the policy that was told last).
 */
export type Settings = {
  get(key: SettingKey): Promise<{ value: string; at: Date } | undefined>;
  set(key: SettingKey, value: string): Promise<void>;
};

export type SettingKey =
  | 'installation-id'
  | 'approvals-conversation'
  | 'cloud-fingerprint'
  | 'paused'
  | 'observed-domains'
  | 'approvers-since'
  | 'reminded'
  | 'policy-announced';
