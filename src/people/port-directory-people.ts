/** A person's own account in the directory. */
export type DirectoryPerson = {
  objectId: string;
  name: string;
  email: string | null;
  /** May sign in. */
  enabled: boolean;
  guest: boolean;
};

/** The directory's people, one by one. Throws `denied` (`directory-unreadable`) or `retryable`. */
export type DirectoryPeople = {
  byId(objectId: string): Promise<DirectoryPerson | undefined>;
  /** By primary address or sign-in name only: an alias may be a former name that somebody else has by now. */
  byEmail(email: string): Promise<DirectoryPerson | undefined>;
};
