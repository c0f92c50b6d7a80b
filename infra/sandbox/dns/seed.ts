// TXT records of the sandbox's domains, as their owners set them for ACS and Exchange (facts §9).

const SPF = 'v=spf1 include:spf.protection.outlook.com -all';
const DKIM = 'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7';
const DMARC = 'v=DMARC1; p=reject; rua=mailto:dmarc@contoso.com';

/** By name. `pending.contoso.com` is not finished: its SPF is of the kind that verification refuses. */
export const seedTxt = (): Record<string, string[]> => ({
  'contoso.com': [SPF, 'MS=ms12345678'],
  '_dmarc.contoso.com': [DMARC],
  // Behind a CNAME at the vendor's; whoever asks for TXT is given what stands there.
  'selector1._domainkey.contoso.com': [DKIM],
  'mail.contoso.com': [SPF],
  'news.contoso.com': [SPF],
  'pending.contoso.com': ['v=spf1 ~all'],
});
