import { checkClaims } from '../provisioning/proofs/claims.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { CauseId } from './causes.ts';
import type { Finding } from './diagnosis.ts';
import type { LookDeps } from './look-deps.ts';
import type { Opened } from './open-credential.ts';
import { has } from './subject.ts';
import type { Subject } from './subject.ts';

// What the sign-in says (adapters/entra/token-proof.ts) and what it means long after the secret was issued.
const byCode: Record<string, CauseId> = {
  'token-secret-expired': 'secret-expired',
  'token-secret-unknown': 'secret-removed',
  'token-app-unknown': 'app-missing',
  'token-app-disabled': 'app-disabled',
  'token-blocked': 'conditional-access',
};

/** At Entra's sign-in, whose answers have reasons. */
export async function lookAtToken(opened: Opened): Promise<Finding[]> {
  const check = 'token';
  if (!opened.ok) return [{ check, state: 'unknown', says: opened.says }];
  const { appId } = opened;
  try {
    const { claims } = await opened.prove();
    const issuedFor = claims['appid'] ?? claims['azp'];
    if (typeof issuedFor === 'string' && issuedFor.toLowerCase() !== appId.toLowerCase())
      return [{ check, state: 'unknown', says: `Entra issued it to another application (${issuedFor})` }];
    const aud = claims['aud'];
    return [{ check, state: 'good', says: `Entra issues one${typeof aud === 'string' ? ` for ${aud}` : ''}` }];
  } catch (thrown) {
    const error = asSendpassError(thrown);
    const cause = byCode[error.code];
    const number = error.vendor?.code === undefined ? '' : ` (${error.vendor.code})`;
    if (cause === undefined) return [{ check, state: 'unknown', says: `Entra gave no answer that helps${number}` }];
    return [{ check, state: 'bad', says: `Entra refuses the stored secret${number}`, cause }];
  }
}

// What a wrong claim means. Those left out cannot be put right by anybody named here: the token is Sendpass's own.
const byClaim: Record<string, CauseId> = { oid: 'exo-wrong-object-id', roles: 'consent-missing' };

/** Of the same token, one by one; only where the mail service reads them. */
export async function lookAtClaims(deps: LookDeps, subject: Subject, opened: Opened): Promise<Finding[]> {
  const check = 'claims';
  if (!opened.ok) return [{ check, state: 'unknown', says: opened.says }];
  const { claims } = await opened.prove();
  const rows = checkClaims(claims, {
    tenantId: deps.tenantId,
    appId: opened.appId,
    objectId: subject.principalId ?? '',
    audience: deps.mailRelay.audience(subject.relay.id),
    role: has(subject, 'consent') ? 'SMTP.SendAsApp' : null,
  });
  const isMissing = ({ claim, result }: (typeof rows)[number]): boolean =>
    result === 'wrong' || (claim === 'roles' && result === 'absent' && has(subject, 'consent'));
  const wrong = rows.filter(isMissing);
  if (wrong.length === 0) return [{ check, state: 'good', says: rows.map(({ claim }) => claim).join(', ') }];
  const says = wrong.map(({ claim, found }) => `${claim} is ${found === '' ? 'missing' : found}`).join(', ');
  const cause = wrong.flatMap(({ claim }) => byClaim[claim] ?? [])[0];
  return [cause === undefined ? { check, state: 'unknown', says } : { check, state: 'bad', says, cause }];
}
