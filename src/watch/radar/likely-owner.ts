import type { Directory } from '../../people/port-directory.ts';

export type LikelyOwner =
  /** A person's own mailbox: they or their program send as themselves. */
  | { kind: 'person'; personId: string; name: string }
  /** Nobody's own: those who use the mailbox know. */
  | { kind: 'shared'; name: string }
  | { kind: 'group'; name: string }
  /** The directory has no such address. */
  | { kind: 'none' }
  | { kind: 'unknown' };

/** Whose mail client it probably is, by whose address it is. Not knowing is said; a directory that fails must not hide the list. */
export async function likelyOwner(directory: Pick<Directory, 'findByAddress'>, address: string): Promise<LikelyOwner> {
  try {
    const entry = await directory.findByAddress(address);
    if (!entry) return { kind: 'none' };
    if (entry.kind === 'group') return { kind: 'group', name: entry.name };
    if (entry.mailbox?.signsIn === false) return { kind: 'shared', name: entry.name };
    return { kind: 'person', personId: entry.objectId, name: entry.name };
  } catch {
    return { kind: 'unknown' };
  }
}
