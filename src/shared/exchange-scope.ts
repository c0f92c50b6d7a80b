/** The one application role of App RBAC that allows SMTP, and nothing but sending (facts/azure §7.2). */
export const sendingRole = 'Application SMTP.SendAsApp';

/**
 * Filter of the scope: these mailboxes and no other, each by its primary address. In a filter (OPATH) a quote is doubled. That
 * `PrimarySmtpAddress` may be filtered by is documented for recipients, for scopes of applications it is unverified: whoever makes the
 * scope looks at what it holds before anything is granted on it.
 */
export function scopeFilter(mailboxes: string[]): string {
  const each = mailboxes.map((address) => `PrimarySmtpAddress -eq '${address.replaceAll("'", "''")}'`);
  return each.length === 1 ? (each[0] ?? '') : each.map((one) => `(${one})`).join(' -or ');
}

/**
 * Does the filter name mailboxes by address and by nothing else? One by group, attribute or pattern holds the right mailboxes today and others
 * tomorrow. Exchange may write a filter back with other spaces and parentheses, so it is not compared letter by letter.
 */
export function namesMailboxesOnly(filter: string): boolean {
  const bare = filter.replace(/'(?:[^']|'')*'/g, "''");
  const terms = [...bare.matchAll(/([a-z]\w*)\s*-(\w+)/gi)];
  return (
    terms.length > 0 &&
    terms.every(
      ([, property, operator]) => /^PrimarySmtpAddress$/i.test(property ?? '') && /^eq$/i.test(operator ?? ''),
    )
  );
}

/** Same address? Exchange does not tell upper from lower case, and hands either back. */
export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
