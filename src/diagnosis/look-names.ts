import type { Finding } from './diagnosis.ts';
import type { LookDeps } from './look-deps.ts';
import type { Subject } from './subject.ts';

/** The mail service's name, from where Sendpass runs. */
export async function lookAtName(deps: LookDeps, { relay }: Subject): Promise<Finding[]> {
  const check = 'name';
  const { host } = deps.mailRelay.endpoint(relay.id);
  const found = await deps.dns.addresses(host);
  return found.length > 0
    ? [{ check, state: 'good', says: `${host} is found` }]
    : [{ check, state: 'bad', says: `${host} is not found from Sendpass either`, cause: 'relay-unreachable' }];
}

// Both relays send through Exchange's servers (facts/azure §9). Through an include or redirect of another name they may be allowed as well,
// which only a full evaluation would show: not called missing then.
const allows = /\binclude:|\bredirect=/i;

/** SPF, DKIM and DMARC of the domain as the world sees them. */
export async function lookAtRecords(deps: LookDeps, { desired: { domain }, relay }: Subject): Promise<Finding[]> {
  const [own, dmarc, unsigned] = await Promise.all([
    deps.dns.texts(domain),
    findDmarc(deps, domain),
    missingKeys(deps, domain, relay.dkim),
  ]);
  const spf = own.filter((each) => /^v=spf1\b/i.test(each));
  const wrong = [
    spf.length === 0 ? 'no SPF record' : '',
    // RFC 7208 §4.5: more than one is an error, and then none counts.
    spf.length > 1 ? `${spf.length} SPF records, where only one is allowed` : '',
    spf.length === 1 && !allows.test(spf[0] ?? '') ? 'SPF without include:spf.protection.outlook.com' : '',
    unsigned.length === 0 ? '' : `no DKIM key at ${unsigned.join(' and ')}`,
    dmarc ? '' : 'no DMARC record',
  ].filter((each) => each !== '');
  return wrong.length === 0
    ? [
        {
          check: 'records',
          state: 'good',
          says: `${domain} has ${relay.dkim.length === 0 ? 'SPF and DMARC' : 'SPF, DKIM and DMARC'}`,
        },
      ]
    : [{ check: 'records', state: 'bad', says: `${domain}: ${wrong.join(', ')}`, cause: 'recipient-authentication' }];
}

/**
 * Where no key stands that could sign. One name of several is enough: which one signs now is not to be seen, and the other's is needed only when
 * the keys are changed. A key that is there but empty was taken back (RFC 6376 §3.6.1).
 */
async function missingKeys({ dns }: LookDeps, domain: string, selectors: readonly string[]): Promise<string[]> {
  const names = selectors.map((each) => `${each}._domainkey.${domain}`);
  const texts = await Promise.all(names.map((each) => dns.texts(each)));
  return texts.flat().some((each) => /\bp=\s*[A-Za-z0-9+/]/.test(each)) ? [] : names;
}

/** A domain without one of its own has that of the organisation above it (RFC 7489 §6.6.3). */
async function findDmarc({ dns }: LookDeps, domain: string): Promise<boolean> {
  const labels = domain.split('.');
  for (let from = 0; from <= labels.length - 2; from++) {
    const found = await dns.texts(`_dmarc.${labels.slice(from).join('.')}`);
    if (found.some((each) => /^v=DMARC1\b/i.test(each))) return true;
  }
  return false;
}
