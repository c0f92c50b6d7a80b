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
  const needsShortUsername = profile.maxUsername !== null && input.longUsernameLength > profile.maxUsername;
  const fit: Fit = { verdicts: [], needsShortUsername, errors: [] };
  if (profile.maxUsername !== null && needsShortUsername) {
    if (input.usernameLength > profile.maxUsername) fit.errors.push(tooLong(profile, profile.maxUsername, input));
    else
      fit.verdicts.push({
        result: 'attention',
        text: `${profile.title}: holds about ${profile.maxUsername} characters of user name → short user name`,
      });
  } else {
    fit.verdicts.push({
      result: 'ok',
      text: `${profile.title}: holds the user name (${input.longUsernameLength} characters)`,
    });
  }
  const open = unknowns(profile, input.secretHasTilde ?? true);
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

function tooLong(profile: ClientProfile, limit: number, input: FitInput): Fit['errors'][number] {
  return {
    field: 'client',
    message:
      `${profile.title} holds about ${limit} characters of user name; even the short one would have ` +
      `${input.usernameLength}. Choose a shorter application name.`,
  };
}

function unknowns(profile: ClientProfile, tilde: boolean): string[] {
  const open: string[] = [];
  if (tilde && profile.holdsTilde === 'unknown') open.push('a ~ in the password');
  if (profile.tls12 === 'unknown') open.push('TLS 1.2');
  if (profile.startTls === 'unknown') open.push('STARTTLS on port 587');
  if (profile.authLogin === 'unknown') open.push('AUTH LOGIN');
  return open;
}

const thing = (client: ClientId): string => (client === 'printer' ? 'printer' : 'program');
