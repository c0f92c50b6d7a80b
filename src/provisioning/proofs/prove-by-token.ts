import { exchangeOf } from '../../relays/exchange.ts';
import { asSendpassError, SendpassError } from '../../shared/errors.ts';
import { persist } from '../persist.ts';
import type { Proven } from '../port-mail-relay.ts';
import { factOf } from '../run.ts';
import type { Run } from '../run.ts';
import { checkClaims } from './claims.ts';
import type { ClaimRow } from './claims.ts';
import type { ProofInput } from './proof.ts';
import { pace, saidBetter } from './refused.ts';

/**
 * An access token of the sender's own, its claims, a log-in to the mailbox with it – and that another mailbox is refused with the same token: only
 * then is it proven that the sender can send, and only as itself.
 */
export async function proveByToken(run: Run, { appId, name, secret }: ProofInput): Promise<Record<string, string>> {
  const { mailRelay, tokenProof } = run.deps;
  const { relay } = run.route;
  let rows: ClaimRow[] = [];
  // A new token for every try: a role that was consented to a moment ago is in the next token, not in this one.
  const { token } = await persist(
    run,
    'log-in',
    async (): Promise<Proven> => {
      const proven = await tokenProof.prove({ relay, appId, secret });
      rows = claimsOf(run, appId, proven.claims);
      try {
        await mailRelay.logIn({ relay, login: 'oauth', mailbox: name, token: proven.token });
      } catch (thrown) {
        throw saidBetter(run, asSendpassError(thrown), undefined);
      }
      return proven;
    },
    pace,
  );
  return { claims: JSON.stringify(rows), outside: await refusedElsewhere(run, { token }) };
}

/** Claims that no waiting will mend stop it here; a missing role may still come, and the log-in will say. */
function claimsOf(run: Run, appId: string, claims: Record<string, unknown>): ClaimRow[] {
  const rows = checkClaims(claims, {
    tenantId: run.deps.tenantId,
    appId,
    objectId: factOf(run, 'principal', 'principalId'),
    audience: run.deps.mailRelay.audience(run.route.relay),
    role: run.steps.has('consent') ? 'SMTP.SendAsApp' : null,
  });
  const wrong = rows.filter((row) => row.result === 'wrong' && row.claim !== 'roles');
  if (wrong.length === 0) return rows;
  throw new SendpassError({
    code: 'token-claims-wrong',
    kind: 'needs-person',
    advice: `The application's token is not what Exchange needs: ${wrong.map((row) => `${row.claim} is ${row.found || 'missing'}`).join(', ')}.`,
  });
}

/** `refused`, or `not tried` where no mailbox for it is known. A log-in that works is worse than one that does not: then nothing is proven. */
async function refusedElsewhere(run: Run, { token }: Pick<Proven, 'token'>): Promise<string> {
  const { outsideMailbox } = exchangeOf(run.desired);
  if (outsideMailbox === null) return 'not tried';
  const { relay } = run.route;
  const isRefused = async (): Promise<boolean> => {
    try {
      await run.deps.mailRelay.logIn({ relay, login: 'oauth', mailbox: outsideMailbox, token });
      return false;
    } catch (thrown) {
      const error = asSendpassError(thrown);
      // Any of the refusals of a log-in will do; a connection that broke says nothing.
      if (error.kind === 'not-yet' || error.kind === 'needs-person') return true;
      throw error;
    }
  };
  if (await persist(run, 'log-in', isRefused, pace)) return 'refused';
  throw new SendpassError({
    code: 'reaches-further',
    kind: 'needs-person',
    advice: `The new credential can also log in as ${outsideMailbox}, which it must not. Nothing is shown until that is mended: look for a wider role assignment or mailbox permission of this application.`,
  });
}
