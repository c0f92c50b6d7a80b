import { z } from 'zod';
import { asSendpassError, SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';

const envelope = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().optional(),
    innerError: z.object({ 'request-id': z.string().optional() }).optional(),
  }),
});

type Row = { code: string; kind: ErrorKind; advice: string };

// Graph's codes that say more than their status. Source: facts/azure §1.4.
const byCode: Record<string, Row> = {
  CredentialInvalidLifetimeAsPerAppPolicy: {
    code: 'secret-lifetime-refused',
    kind: 'needs-person',
    advice:
      "The tenant's app-management policy does not allow a secret to live that long. Ask for a shorter one, or have the policy changed.",
  },
  CredentialTypeNotAllowedAsPerAppPolicy: {
    code: 'secrets-not-allowed',
    kind: 'needs-person',
    advice: "The tenant's app-management policy forbids client secrets. Sendpass's applications need an exemption.",
  },
  SignInAudienceNotAllowedAsPerAppPolicy: {
    code: 'audience-not-allowed',
    kind: 'needs-person',
    advice:
      "The tenant's app-management policy refuses single-tenant applications. An Entra administrator has to look at it.",
  },
  // The new application has not reached the replica that makes principals.
  NoBackingApplicationObject: {
    code: 'replicating',
    kind: 'not-yet',
    advice: 'Entra has not replicated the new application yet – usually under 2 minutes.',
  },
  Request_ResourceNotFound: {
    code: 'replicating',
    kind: 'not-yet',
    advice: 'Entra has not replicated what was just made – usually under 2 minutes.',
  },
  Directory_ObjectNotFound: {
    code: 'replicating',
    kind: 'not-yet',
    advice: 'Entra has not replicated what was just made – usually under 2 minutes.',
  },
  Request_MultipleObjectsWithSameKeyValue: { code: 'already-there', kind: 'conflict', advice: 'It exists already.' },
};

// Answers that only their prose tells apart from a missing permission (403) or a wrong request (400): facts/azure §1.4,
// terraform-provider-azuread #611, #1811. An unknown 400 stays a bug: it is logged, and tried again all the same.
const replicationProse: Record<number, RegExp> = {
  400: /does not reference a valid application object|queried reference-property objects are not present/i,
  403: /backing application of the service principal being created must (be )?in the local tenant/i,
};

/** The one translator of Graph's answers. `retryAfterMs` is what the answer asked for. */
export function graphError(status: number, body: unknown, retryAfterMs?: number): SendpassError {
  const parsed = envelope.safeParse(body);
  const vendorCode = parsed.success ? parsed.data.error.code : undefined;
  const requestId = parsed.success ? parsed.data.error.innerError?.['request-id'] : undefined;
  const vendor = {
    neighbour: 'graph',
    status,
    ...(vendorCode ? { code: vendorCode } : {}),
    ...(requestId ? { requestId } : {}),
  };
  const row = rowFor(status, vendorCode, parsed.success ? (parsed.data.error.message ?? '') : '');
  return new SendpassError({ ...row, vendor, ...(retryAfterMs ? { retryAfterMs } : {}) });
}

function rowFor(status: number, code: string | undefined, message: string): Row {
  if (replicationProse[status]?.test(message)) return byCode['NoBackingApplicationObject'] as Row;
  const known = code === undefined ? undefined : byCode[code];
  if (known) return known;
  if (status === 401 || status === 403)
    return {
      code: 'graph-permission-missing',
      kind: 'needs-person',
      advice: 'Microsoft Graph refuses Sendpass. The operator has to grant Application.ReadWrite.OwnedBy.',
    };
  if (status === 404) return byCode['Request_ResourceNotFound'] as Row;
  if (status === 409) return byCode['Request_MultipleObjectsWithSameKeyValue'] as Row;
  if (status === 429)
    return {
      code: 'graph-busy',
      kind: 'retryable',
      advice: 'Microsoft Graph asks Sendpass to slow down. It goes on by itself.',
    };
  if (status >= 500 || status === 408)
    return {
      code: 'graph-broken',
      kind: 'retryable',
      advice: 'Microsoft Graph has a problem. Sendpass tries again by itself.',
    };
  return {
    code: 'graph-refused',
    kind: 'bug',
    advice: 'Microsoft Graph refused a request of Sendpass. The operator finds code and request id in the log.',
  };
}

/** What the pipeline throws: no answer at all, or the credential's own SendpassError. */
export function unreachable(thrown: unknown): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'RestError' || name === 'AbortError' || name === 'TypeError')
    return new SendpassError({
      code: 'graph-unreachable',
      kind: 'retryable',
      advice: 'Microsoft Graph did not answer. Sendpass tries again by itself.',
      vendor: { neighbour: 'graph' },
      cause: thrown,
    });
  return asSendpassError(thrown);
}
