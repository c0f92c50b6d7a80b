type Env = Record<string, string | undefined>;
type Report = (key: string, problem: string, fix: string) => void;

/** SDKs read variables of their own; one that moves an endpoint or a log-in past this gate must stop the start. */
export function refuseForeignVariables(env: Env, report: Report): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== undefined)
    report(
      'NODE_TLS_REJECT_UNAUTHORIZED',
      'switches certificate checks off',
      'Unset it; a private CA belongs into the custom cloud file.',
    );
  // Node takes patterns too: `*` and `ht*` switch http on as well.
  if (/http|\*/i.test(env['NODE_DEBUG'] ?? ''))
    report('NODE_DEBUG', 'makes Node print tokens in request headers', 'Leave http, https and * out of it.');
  const workload = env['IDENTITY_KIND'] === 'workload';
  // What the AKS webhook injects names the same identity; it is tolerated there and never read.
  const tolerated = workload
    ? ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'AZURE_AUTHORITY_HOST']
    : [];
  for (const key of Object.keys(env))
    if (key.startsWith('AZURE_') && !tolerated.includes(key))
      report(
        key,
        'is read by an SDK behind Sendpass’s back',
        'Unset it; Sendpass takes its identity from IDENTITY_* and its endpoints from CLOUD.',
      );
}
