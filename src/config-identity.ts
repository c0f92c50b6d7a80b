import { X509Certificate, createPrivateKey } from 'node:crypto';
import { variables } from './config-variables.ts';
import { systemClock } from './shared/clock.ts';
import type { Cloud } from './shared/cloud.ts';
import type { Identity } from './shared/identity.ts';
import { Secret } from './shared/secret.ts';

type Key =
  | 'IDENTITY_KIND'
  | 'IDENTITY_CLIENT_ID'
  | 'IDENTITY_TOKEN_FILE'
  | 'IDENTITY_CERTIFICATE_PATH'
  | 'IDENTITY_CLIENT_SECRET';
type Report = (key: string, problem: string, fix: string) => void;
type Tools = {
  guid: (key: 'IDENTITY_CLIENT_ID') => string;
  cloud: Cloud | undefined;
  report: Report;
  readFile: (path: string) => string;
};

const aboutOf = (key: Key): string => `Set it: ${variables.find((each) => each.key === key)?.about ?? key}.`;

/** Who Sendpass is in Entra. A certificate is looked into: a file that is wrong would show only at the first sign-in. */
export function readIdentity(
  read: (key: Key) => string,
  { guid, cloud, report, readFile }: Tools,
): Identity | undefined {
  const kind = read('IDENTITY_KIND');
  if (cloud?.custom && (kind === 'managed' || kind === 'workload')) {
    report(
      'IDENTITY_KIND',
      `is ${kind}, which only named clouds have`,
      'Use certificate or secret with a custom cloud.',
    );
    return undefined;
  }
  const needed = (key: Key): string => {
    if (read(key) === '') report(key, 'is not set', aboutOf(key));
    return read(key);
  };
  if (kind === 'managed') return { kind, clientId: guid('IDENTITY_CLIENT_ID') };
  if (kind === 'workload')
    return { kind, clientId: guid('IDENTITY_CLIENT_ID'), tokenFile: needed('IDENTITY_TOKEN_FILE') };
  if (kind === 'certificate') {
    const certificatePath = needed('IDENTITY_CERTIFICATE_PATH');
    const wrong = certificatePath === '' ? undefined : wrongWith(certificatePath, readFile);
    if (wrong) report('IDENTITY_CERTIFICATE_PATH', ...wrong);
    return { kind, clientId: guid('IDENTITY_CLIENT_ID'), certificatePath };
  }
  if (kind === 'secret')
    return { kind, clientId: guid('IDENTITY_CLIENT_ID'), secret: new Secret(needed('IDENTITY_CLIENT_SECRET')) };
  report('IDENTITY_KIND', kind === '' ? 'is not set' : `is "${kind}"`, aboutOf('IDENTITY_KIND'));
  return undefined;
}

const both = 'Name a PEM file that holds the certificate and its private key, without a passphrase.';
const renew = 'az ad app credential reset --id CLIENT-ID --append --create-cert makes a new one.';

function wrongWith(path: string, readFile: Tools['readFile']): [problem: string, fix: string] | undefined {
  let pem: string;
  try {
    pem = readFile(path);
  } catch {
    return [`"${path}" cannot be read`, both];
  }
  try {
    const certificate = new X509Certificate(pem);
    if (!certificate.checkPrivateKey(createPrivateKey(pem))) return ['holds a key of another certificate', both];
    const [from, to, now] = [
      Date.parse(certificate.validFrom),
      Date.parse(certificate.validTo),
      systemClock.now().getTime(),
    ];
    if (now > to) return [`ended on ${certificate.validTo}`, renew];
    if (now < from)
      return [`begins on ${certificate.validFrom}`, 'Check the clock of this machine: timedatectl set-ntp true.'];
    return undefined;
  } catch {
    return [`"${path}" is no certificate with its key`, both];
  }
}
