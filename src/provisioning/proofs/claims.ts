export type ClaimRow = { claim: string; found: string; result: 'ok' | 'wrong' | 'absent' };

export type ExpectedClaims = {
  tenantId: string;
  appId: string;
  /** The service principal's object id. */
  objectId: string;
  /** `https://outlook.office365.com` */
  audience: string;
  /** Role that has to be there; null = it need not (App RBAC: facts/azure §7.2). */
  role: string | null;
};

/**
 * The claims of an access token, one by one (facts/azure §7.1). `absent` = not there and not needed, or – for the role – not there yet: consent takes
 * a while to reach tokens.
 */
export function checkClaims(claims: Record<string, unknown>, expected: ExpectedClaims): ClaimRow[] {
  const text = (claim: string): string => (typeof claims[claim] === 'string' ? claims[claim] : '');
  const row = (claim: string, isRight: (found: string) => boolean): ClaimRow => {
    const found = text(claim);
    return { claim, found, result: isRight(found) ? 'ok' : 'wrong' };
  };
  const same = (wanted: string) => (found: string) => found.toLowerCase() === wanted.toLowerCase();
  const slashless = (found: string): string => found.replace(/\/$/, '');
  return [
    row('aud', (found) => same(slashless(expected.audience))(slashless(found))),
    // v1 tokens come from sts.windows.net, v2 from the authority; both end with the tenant.
    row('iss', (found) => found.toLowerCase().split('/').includes(expected.tenantId.toLowerCase())),
    row('appid', same(expected.appId)),
    row('oid', same(expected.objectId)),
    row('idtyp', same('app')),
    rolesRow(claims['roles'], expected.role),
  ];
}

function rolesRow(roles: unknown, needed: string | null): ClaimRow {
  const found = Array.isArray(roles) ? roles.filter((each) => typeof each === 'string') : [];
  if (needed !== null && !found.includes(needed))
    return { claim: 'roles', found: found.join(', '), result: found.length === 0 ? 'absent' : 'wrong' };
  return { claim: 'roles', found: found.join(', '), result: found.length === 0 ? 'absent' : 'ok' };
}
