/** Names as Sendpass's own resolver knows them. Every call throws `retryable` when nobody answered; that a name is not there is an answer. */
export type Dns = {
  /** None: no such host. */
  addresses(host: string): Promise<string[]>;
  /** TXT records, each joined to one text. */
  texts(name: string): Promise<string[]>;
};
