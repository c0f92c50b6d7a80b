import { parseArgs } from 'node:util';

/** What both manifests are made from. */
export type ManifestSettings = {
  botAppId: string;
  /** Public address of the bot, https, without a path or a slash at its end. */
  publicUrl: string;
  /** Shown in Teams and Slack; a second installation (a rehearsal) needs another. */
  name: string;
  /** Whom Teams shows as the maker: the company that runs it. */
  company: string;
  websiteUrl: string;
  privacyUrl: string;
  termsUrl: string;
  /** x.y.z; Teams takes a changed package only with another version. */
  version: string;
};

export type SettingProblem = { key: string; problem: string; fix: string };
type Env = Record<string, string | undefined>;

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Environment and flags → settings, or everything that is wrong with them at once. Flags win over the environment. */
export function readSettings(env: Env, args: string[], version: string): ManifestSettings | SettingProblem[] {
  const problems: SettingProblem[] = [];
  const report = (key: string, problem: string, fix: string): void => void problems.push({ key, problem, fix });
  const flags = readFlags(args, report);
  const botAppId = (env['BOT_APP_ID'] ?? '').trim().toLowerCase();
  if (!guid.test(botAppId))
    report(
      'BOT_APP_ID',
      botAppId === '' ? 'is not set' : 'is not a GUID',
      'Set the application (client) id of the bot.',
    );
  const publicUrl = originOf((flags.url ?? env['PUBLIC_URL'] ?? '').trim());
  if (publicUrl === null)
    report(
      'PUBLIC_URL',
      'is not an https address',
      'Set it, or give --url https://YOUR-HOST: where the bot is reached.',
    );
  const name = (flags.name ?? 'Sendpass').trim();
  if (name === '' || name.length > 30) report('--name', 'has not 1 to 30 characters', 'Teams shows at most 30.');
  const company = (flags.company ?? 'Sendpass').trim();
  if (company === '' || company.length > 32)
    report('--company', 'has not 1 to 32 characters', 'Teams takes at most 32.');
  const page = (flag: 'website' | 'privacy' | 'terms', other: string): string => {
    const url = flags[flag] ?? other;
    if (!/^https:\/\/\S+$/.test(url) && publicUrl !== null)
      report(`--${flag}`, 'is not an https address', 'Name a page.');
    return url;
  };
  const websiteUrl = page('website', publicUrl ?? '');
  const settings = { privacyUrl: page('privacy', websiteUrl), termsUrl: page('terms', websiteUrl) };
  if (problems.length > 0 || publicUrl === null) return problems;
  return { botAppId, publicUrl, name, company, websiteUrl, ...settings, version };
}

const options = {
  url: { type: 'string' },
  name: { type: 'string' },
  company: { type: 'string' },
  website: { type: 'string' },
  privacy: { type: 'string' },
  terms: { type: 'string' },
} as const;

type Flags = Partial<Record<keyof typeof options, string>>;

function readFlags(args: string[], report: (key: string, problem: string, fix: string) => void): Flags {
  try {
    return parseArgs({ args, options }).values;
  } catch (thrown) {
    const known = Object.keys(options).map((flag) => `--${flag}`);
    report('flags', thrown instanceof Error ? thrown.message : 'cannot be read', `There are ${known.join(', ')}.`);
    return {};
  }
}

/** Null for anything but https with a host name: Teams and Slack deliver to nothing else. */
function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' && parsed.hostname.includes('.') ? parsed.origin : null;
}
