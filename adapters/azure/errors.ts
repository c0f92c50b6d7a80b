import { asSendpassError, SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';
import { retryAfterMs } from '../../src/shared/retry-after.ts';

type Row = { code: string; kind: ErrorKind; advice: string };

// ARM's and Key Vault's codes that say more than their status. Sources: facts/azure §2.4, §3, §4.
const byCode: Record<string, Row> = {
  PrincipalNotFound: {
    code: 'replicating',
    kind: 'not-yet',
    advice: 'Azure does not know the new principal yet – usually under 2 minutes.',
  },
  RoleAssignmentExists: { code: 'already-there', kind: 'conflict', advice: 'The role is assigned already.' },
  RoleAssignmentUpdateNotPermitted: {
    code: 'assignment-name-taken',
    kind: 'needs-person',
    advice:
      'Another role assignment has the name Sendpass computed. An administrator has to look at it; nothing was changed.',
  },
  RoleDefinitionDoesNotExist: {
    code: 'role-definition-missing',
    kind: 'needs-person',
    advice: 'The role "SMTP sender" does not exist. An administrator makes it once.',
  },
  ResourceCreationFailed: {
    code: 'mailfrom-quota',
    kind: 'needs-person',
    advice: 'Azure allows no further MailFrom address on this domain until the sending quota is raised.',
  },
  AuthorizationFailed: {
    code: 'arm-permission-missing',
    kind: 'needs-person',
    advice: 'Azure refuses Sendpass. The operator has to give it the role of infra, or widen its delegation condition.',
  },
};

// Status and code of "Azure takes no new Communication Services" are not published, so any spelling of it counts (facts/azure §0).
const closedCode = /creation\w*not(allowed|permitted|supported)|retire/i;
const closedProse = /no longer available|no longer accept|(being|been|is|was) retired/i;
const closed: Row = {
  code: 'acs-closed',
  kind: 'needs-person',
  advice:
    'Microsoft no longer makes new Communication Services resources for this customer. Use an existing one, or Exchange Online.',
};

export type Neighbour = 'arm' | 'vault';
type Answer = {
  statusCode?: number;
  code?: string;
  message?: string;
  response?: { headers?: { get(name: string): string | undefined } };
};

/** The one translator of ARM's and Key Vault's answers (Azure SDK RestError: statusCode and code). */
export function azureError(thrown: unknown, neighbour: Neighbour): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  if (!(thrown instanceof Error) || (thrown.name !== 'RestError' && thrown.name !== 'AbortError'))
    return asSendpassError(thrown);
  const answer: Answer = thrown;
  const { statusCode: status, code, response } = answer;
  const requestId = response?.headers?.get('x-ms-request-id');
  const wait = response?.headers && retryAfterMs(response.headers);
  const vendor = {
    neighbour,
    ...(status ? { status } : {}),
    ...(code ? { code } : {}),
    ...(requestId ? { requestId } : {}),
  };
  return new SendpassError({
    ...rowFor(answer, neighbour),
    vendor,
    ...(wait ? { retryAfterMs: wait } : {}),
    cause: status ? undefined : thrown,
  });
}

function rowFor({ statusCode: status, code = '', message = '' }: Answer, neighbour: Neighbour): Row {
  const refused = status !== undefined && status >= 400 && status < 500 && status !== 429;
  if (neighbour === 'arm' && refused && (closedCode.test(code) || closedProse.test(message))) return closed;
  return byCode[code] ?? byStatus(status, neighbour);
}

function byStatus(status: number | undefined, neighbour: Neighbour): Row {
  const name = neighbour === 'arm' ? 'Azure' : 'Key Vault';
  if (status === undefined || status === 0)
    return {
      code: `${neighbour}-unreachable`,
      kind: 'retryable',
      advice: `${name} did not answer. Sendpass tries again by itself.`,
    };
  if (status === 401 || status === 403)
    return {
      code: `${neighbour}-permission-missing`,
      kind: 'needs-person',
      advice: `${name} refuses Sendpass. The operator has to give it its role (npm run doctor names it).`,
    };
  // What Sendpass makes in ARM is looked for with orAbsent, so a 404 that comes here is about what others made.
  if (status === 404 && neighbour === 'arm')
    return {
      code: 'arm-resource-missing',
      kind: 'needs-person',
      advice:
        'Azure does not have the Communication Services or Email resource this is about. The operator has to check it.',
    };
  if (status === 404)
    return { code: `${neighbour}-not-found`, kind: 'not-yet', advice: `${name} does not show it yet.` };
  if (status === 409)
    return { code: `${neighbour}-conflict`, kind: 'conflict', advice: `${name} has something else under this name.` };
  // 412 on a MailFrom: observed with code ResourceCreationFailed, which may be missing from the body.
  if (status === 412 && neighbour === 'arm') return byCode['ResourceCreationFailed'] as Row;
  if (status === 429)
    return {
      code: `${neighbour}-busy`,
      kind: 'retryable',
      advice: `${name} asks Sendpass to slow down. It goes on by itself.`,
    };
  if (status >= 500 || status === 408)
    return {
      code: `${neighbour}-broken`,
      kind: 'retryable',
      advice: `${name} has a problem. Sendpass tries again by itself.`,
    };
  return {
    code: `${neighbour}-refused`,
    kind: 'bug',
    advice: `${name} refused a request of Sendpass. The operator finds code and request id in the log.`,
  };
}

/** undefined for 404, everything else through the translator. */
export async function orAbsent<T>(work: Promise<T>, neighbour: Neighbour): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    const status = thrown instanceof Error ? (thrown as Answer).statusCode : undefined;
    if (status === 404) return undefined;
    throw azureError(thrown, neighbour);
  }
}

export async function translated<T>(work: Promise<T>, neighbour: Neighbour): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    throw azureError(thrown, neighbour);
  }
}
