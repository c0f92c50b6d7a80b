/** Programs a credential is pasted into; the profile of each is in client-profiles.ts. */
export const clientIds = [
  'printer',
  'php',
  'dotnet',
  'wordpress',
  'python',
  'node',
  'postfix',
  'powershell',
  'swaks',
  'nectari',
  'oauth2-proxy',
  'generic',
] as const;
export type ClientId = (typeof clientIds)[number];
