// oxlint-disable-next-line import/no-unassigned-import -- must run before the package below loads
import './reflect-polyfill.ts';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const DAY = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * A CA and one leaf for localhost, 127.0.0.1 and ::1, as PEM. Made at every start; keys live in memory only, so nobody can be talked
 * into trusting a CA whose key lies about.
 */
export async function makeCertificates(): Promise<{ ca: string; cert: string; key: string }> {
  x509.cryptoProvider.set(webcrypto);
  const from = new Date(Date.now() - DAY);
  const to = new Date(Date.now() + 30 * DAY);
  const caKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const leafKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: 'CN=Sendpass sandbox CA',
    notBefore: from,
    notAfter: to,
    signingAlgorithm: ALGORITHM,
    keys: caKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const leaf = await makeLeaf({ ca, caKey: caKeys.privateKey, leafKeys, from, to });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey));
  return { ca: ca.toString('pem'), cert: leaf.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

type Leaf = {
  ca: x509.X509Certificate;
  caKey: webcrypto.CryptoKey;
  leafKeys: webcrypto.CryptoKeyPair;
  from: Date;
  to: Date;
};

async function makeLeaf({ ca, caKey, leafKeys, from, to }: Leaf): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: 'CN=localhost',
    issuer: ca.subject,
    notBefore: from,
    notAfter: to,
    signingAlgorithm: ALGORITHM,
    publicKey: leafKeys.publicKey,
    signingKey: caKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(ca),
    ],
  });
}

/** Positive and without a leading zero byte, as DER wants it. */
function serial(): string {
  return `5a${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex')}`;
}
