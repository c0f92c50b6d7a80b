/**
 * Runs `work` in one database transaction and commits when it resolves, rolls back when it throws. `Repos` is the set of repositories
 * the use case names; the store offers all of them, so a use case says in its type what it touches.
 * Inside `work` nothing but the repositories may be awaited: a call to the cloud would hold the transaction (and hang PGlite).
 */
export type Transact<Repos> = <Result>(work: (repos: Repos) => Promise<Result>) => Promise<Result>;
