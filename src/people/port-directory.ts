/** The organisation's directory (Graph). Every call may throw `denied` (not permitted to read it) or `retryable`. */
export type DirectoryEntry = {
  kind: 'person' | 'group';
  name: string;
  objectId: string;
  /** Of people, where the look-up was by address: the primary address, and whether the account may sign in – a shared mailbox's may not. */
  mailbox?: { address: string | null; signsIn: boolean };
};

export type Directory = {
  /** Who owns this address or has it as an alias. */
  findByAddress(address: string): Promise<DirectoryEntry | undefined>;
  /** Entries whose display name starts like this one; the caller folds and compares. At most 25. */
  findByDisplayName(name: string): Promise<DirectoryEntry[]>;
  /** Transitive membership of an Entra group. */
  isMember(personObjectId: string, groupId: string): Promise<boolean>;
  /** Object ids of the people in a group, those of groups within it too. */
  members(groupId: string): Promise<string[]>;
  /** The tenant's longest lifetime for an application secret as ISO 8601, null when there is none, undefined when it may not be read. */
  maxSecretLifetime(): Promise<string | null | undefined>;
};
