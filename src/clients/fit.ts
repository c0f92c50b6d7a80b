import type { ClientId } from './client-id.ts';
import { clientProfiles } from './client-profiles.ts';
import type { ClientProfile, Login } from './client-profiles.ts';

export type FitInput = {
  /** How the relay has its clients log in. */
  login: Login;
  /** Length of the short SMTP username that would be made. */
  usernameLength: number;
  /** Length of the long form `acs|app|tenant`, 70 to 90 characters. */
  longUsernameLength: number;
  /** Entra secrets may always hold one; false only for a credential already known not to. */
  secretHasTilde?: boolean;
};

/** Same shapes as the request's verdicts and the form's field errors, which live in rooms below this one. */
export type Fit = {
  verdicts: { result: 'ok' | 'attention' | 'unknown'; text: string }[];
  needsShortUsername: boolean;
  errors: { field: 'client'; message: string }[];
};

/** Can the client hold what it will be given? Asked before the approval, because afterwards the secret exists. */
export function checkClientFit(client: ClientId, input: FitInput): Fit {
  const profile = clientProfiles[client];
  if (!profile.logins.includes(input.login)) return cannotLogIn(profile, input.login);
  const fit = fits[input.login](profile, input);
  const open = unknowns(profile, input);
  if (open.length > 0)
    fit.verdicts.push({ result: 'unknown', text: `Not known for every ${thing(client)}: ${open.join(', ')}` });
  return fit;
}

const cannotLogIn = ({ title }: ClientProfile, login: Login): Fit => ({
  verdicts: [],
  needsShortUsername: false,
  errors: [{ field: 'client', message: `${title} ${missing[login]}` }],
});

const missing: Record<Login, string> = {
  oauth: `only knows user name and password; this mail service takes access tokens. Choose “${clientProfiles['oauth2-proxy'].title}”: it stands between them.`,
  password:
    'logs in with access tokens only; this mail service takes user name and password. Choose another program or domain.',
};

const fits: Record<Login, (profile: ClientProfile, input: FitInput) => Fit> = {
  password: checkUsername,
  // A mailbox address is a user name every program holds: there is nothing to shorten.
  oauth: ({ title }) => ({
    verdicts: [{ result: 'ok', text: `${title}: logs in with an access token` }],
    needsShortUsername: false,
    errors: [],
  }),
};

function checkUsername(profile: ClientProfile, input: FitInput): Fit {
  const { title, maxUsername: limit } = profile;
  if (limit === null || input.longUsernameLength <= limit)
    return {
      verdicts: [{ result: 'ok', text: `${title}: holds the user name (${input.longUsernameLength} characters)` }],
      needsShortUsername: false,
      errors: [],
    };
  if (input.usernameLength > limit)
    return { verdicts: [], needsShortUsername: true, errors: [tooLong(profile, limit, input)] };
  return {
    verdicts: [
      { result: 'attention', text: `${title}: holds about ${limit} characters of user name → short user name` },
    ],
    needsShortUsername: true,
    errors: [],
  };
}

function tooLong(profile: ClientProfile, limit: number, input: FitInput): Fit['errors'][number] {
  return {
    field: 'client',
    message:
      `${profile.title} holds about ${limit} characters of user name; even the short one would have ` +
      `${input.usernameLength}. Choose a shorter application name.`,
  };
}

function unknowns(profile: ClientProfile, { login, secretHasTilde = true }: FitInput): string[] {
  const open: string[] = [];
  if (login === 'oauth' && profile.clientCredentials === 'unknown')
    open.push('OAuth 2.0 by client credentials (XOAUTH2), without a person who consents');
  if (secretHasTilde && profile.holdsTilde === 'unknown')
    open.push(`a ~ in the ${login === 'oauth' ? 'client secret' : 'password'}`);
  if (profile.tls12 === 'unknown') open.push('TLS 1.2');
  if (profile.startTls === 'unknown') open.push('STARTTLS on port 587');
  if (login === 'password' && profile.authLogin === 'unknown') open.push('AUTH LOGIN');
  return open;
}

const thing = (client: ClientId): string => (client === 'printer' ? 'printer' : 'program');
