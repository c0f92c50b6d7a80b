/** A person, one across platforms. The key is the Entra object id: names and addresses change, platform ids are per bot. */
export type Person = {
  /** Equals entraObjectId; kept as its own word because every table refers to it. */
  id: string;
  name: string;
  entraObjectId: string;
  tenantId: string;
  email: string | null;
};

export type Platform = 'teams' | 'slack';
