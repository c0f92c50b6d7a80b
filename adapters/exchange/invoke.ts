import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import type { Cloud } from '../../src/shared/cloud.ts';
import { lazily, loadInTurn } from '../../src/shared/load.ts';
import { longestQuietWaitMs, retryAfterMs } from '../../src/shared/retry-after.ts';
import { exchangeError, unreachable } from './errors.ts';

/** What a cmdlet prints, one object each. Their properties are read where they are needed. */
export type Row = Record<string, unknown>;
export type Parameters = Record<string, string | boolean | number | string[] | null>;
export type Invoke = (cmdlet: string, parameters?: Parameters) => Promise<Row[]>;

const answer = z.object({
  value: z.array(z.record(z.string(), z.unknown())).default([]),
  '@odata.nextLink': z.string().optional(),
});

/**
 * Any mailbox that every tenant has: the request is served where it lives. With `APP:` and the tenant's id nobody has to know its domain
 * (facts/azure §7.3 names the variant with `UPN:` and a domain).
 */
const anchor = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';
const mostPages = 50;

/**
 * Cmdlets of Exchange Online over the address Microsoft's own PowerShell module calls. NOT SUPPORTED BY MICROSOFT as a public API (facts/azure
 * §7.3): it may change or go away any day. Hence only where the policy says `administration: rest`, and with the administrator's script
 * as the way on. What only looks (Get-, Test-) is repeated by the SDK; what makes or removes is not, its caller looks first.
 */
export function createInvoke(cloud: Cloud, credential: TokenCredential, tenantId: string): Invoke {
  const loaded = lazily(() => loadSdk(cloud, credential));
  const home = `${cloud.exchangeAdmin.endpoint}/adminapi/beta/${tenantId}/InvokeCommand`;
  return async (cmdlet, parameters = {}) => {
    const rows: Row[] = [];
    let url: string | undefined = home;
    for (let page = 0; url !== undefined && page < mostPages; page++) {
      const { sdk, client, repeating, once } = await loaded();
      const requestId = randomUUID();
      const request = sdk.createPipelineRequest({
        url,
        method: 'POST',
        headers: sdk.createHttpHeaders({
          Accept: 'application/json',
          'Content-Type': 'application/json',
          'X-ResponseFormat': 'json',
          'X-AnchorMailbox': `APP:${anchor}@${tenantId}`,
          Prefer: 'odata.maxpagesize=1000',
          'client-request-id': requestId,
        }),
        timeout: 60_000,
        body: JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } }),
      });
      const pipeline = /^(Get|Test)-/.test(cmdlet) ? repeating : once;
      const response = await pipeline.sendRequest(client, request).catch((thrown: unknown) => {
        throw unreachable(thrown);
      });
      const text = response.bodyAsText ?? '';
      if (response.status < 200 || response.status >= 300)
        throw exchangeError({
          status: response.status,
          text,
          requestId: response.headers.get('request-id') ?? requestId,
          retryAfterMs: retryAfterMs(response.headers),
        });
      const read = answer.parse(text.trim() === '' ? {} : JSON.parse(text));
      rows.push(...read.value);
      url = nextOf(read['@odata.nextLink'], home);
    }
    return rows;
  };
}

/** The token goes to Exchange only, whatever host a page names. */
const nextOf = (link: string | undefined, home: string): string | undefined =>
  link !== undefined && new URL(link).origin === new URL(home).origin ? link : undefined;

async function loadSdk(cloud: Cloud, credential: TokenCredential) {
  const sdk = await loadInTurn(() => import('@azure/core-rest-pipeline'));
  const pipelineWith = (maxRetries: number) => {
    const pipeline = sdk.createPipelineFromOptions({
      retryOptions: { maxRetries, retryDelayInMs: 300, maxRetryDelayInMs: 10_000 },
      userAgentOptions: { userAgentPrefix: 'sendpass' },
    });
    pipeline.addPolicy(sdk.bearerTokenAuthenticationPolicy({ credential, scopes: cloud.exchangeAdmin.scope }));
    // Inside the SDK's retries: what it throws ends them.
    pipeline.addPolicy(longWaits, { afterPhase: 'Retry' });
    return pipeline;
  };
  return { sdk, client: sdk.createDefaultHttpClient(), repeating: pipelineWith(2), once: pipelineWith(0) };
}

const longWaits: PipelinePolicy = {
  name: 'sendpass-long-waits',
  async sendRequest(request, next) {
    const response = await next(request);
    const wait = retryAfterMs(response.headers) ?? 0;
    const throttled = response.status === 429 || response.status === 503;
    if (throttled && wait > longestQuietWaitMs)
      throw exchangeError({
        status: response.status,
        text: response.bodyAsText ?? '',
        requestId: response.headers.get('request-id') ?? request.requestId,
        retryAfterMs: wait,
      });
    return response;
  },
};
