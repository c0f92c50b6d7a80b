import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClientId } from '../../src/clients/client-id.ts';
import type { Login } from '../../src/clients/client-profiles.ts';
import { oauthSettingsFor } from '../../src/clients/oauth-settings-for.ts';
import type { OAuthSettingsInput } from '../../src/clients/oauth-settings-input.ts';
import { settingsFor } from '../../src/clients/settings-for.ts';
import type { SettingsInput } from '../../src/clients/settings-input.ts';
import { execute } from './execute.ts';
import { runPostfix } from './run-postfix.ts';

export type Settings = { login: 'password'; input: SettingsInput } | { login: 'oauth'; input: OAuthSettingsInput };
export type ClientTarget = { settings: Settings; to: string; ca: string };
export type ClientRun = {
  /** Why it cannot run on this machine, else null. */
  skip: string | null;
  run: (target: ClientTarget) => Promise<{ code: number; output: string }>;
};

type Place = { folder: string; caFile: string; text: string; settings: Settings; to: string };

const textOf = (client: ClientId, { login, input }: Settings): string =>
  (login === 'password' ? settingsFor(client, input) : oauthSettingsFor(client, input)).text;

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)));

const needs = (program: string, file = true): string | null =>
  onPath(program) && file ? null : `${program} (or its mail library) is not installed`;

/** The settings text with a real recipient, in a folder that is gone afterwards. */
function inFolder(
  client: ClientId,
  skip: string | null,
  run: (place: Place) => Promise<{ code: number; output: string }>,
): ClientRun {
  return {
    skip,
    run: async ({ settings, to, ca }) => {
      const folder = await mkdtemp(join(tmpdir(), `sendpass-${client}-`));
      try {
        const caFile = join(folder, 'ca.pem');
        await writeFile(caFile, ca);
        const text = textOf(client, settings).replaceAll('somebody@example.com', to);
        return await run({ folder, caFile, text, settings, to });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function python({ folder, caFile, text }: Place) {
  const file = join(folder, 'mail.py');
  await writeFile(file, text);
  return execute('python3', [file], { SSL_CERT_FILE: caFile });
}

async function node({ folder, caFile, text }: Place) {
  const file = join(folder, 'mail.mjs');
  await writeFile(file, text);
  await symlink(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  return execute(process.execPath, [file], { NODE_EXTRA_CA_CERTS: caFile });
}

const phpMailer = '/usr/share/php/libphp-phpmailer/autoload.php';

async function php({ folder, caFile, text, to }: Place) {
  const file = join(folder, 'mail.php');
  const [code = ''] = text.split('; or an ini file');
  const message = `$mail->addAddress('${to}'); $mail->Subject = 'Hello'; $mail->Body = 'Sent with my own pass.'; $mail->send();`;
  await writeFile(file, `<?php\nrequire '${phpMailer}';\n${code}\n${message}\n`);
  return execute('php', ['-d', `openssl.cafile=${caFile}`, file], {});
}

async function shell({ folder, caFile, text }: Place) {
  const file = join(folder, 'mail.sh');
  await writeFile(file, text);
  return execute('sh', [file], { SSL_CERT_FILE: caFile, CURL_CA_BUNDLE: caFile });
}

async function postfix({ folder, caFile, settings, to }: Place) {
  if (settings.login !== 'password') throw new Error('Postfix only knows passwords');
  return runPostfix({ folder, caFile, input: settings.input, to });
}

const untested = (why: string): ClientRun => ({ skip: why, run: () => Promise.reject(new Error(why)) });
const eitherWay = (run: ClientRun): Record<Login, ClientRun> => ({ password: run, oauth: run });

/**
 * Runs what an owner would paste, with the program it is for. Each gets a folder of its own, the CA as a file, and is done when the
 * program ends. Debian packages: python3, php-cli, libphp-phpmailer, swaks, libnet-ssleay-perl, curl, postfix, libsasl2-modules.
 */
export const clientRuns: Record<ClientId, Partial<Record<Login, ClientRun>>> = {
  python: eitherWay(inFolder('python', needs('python3'), python)),
  node: eitherWay(inFolder('node', null, node)),
  php: eitherWay(inFolder('php', needs('php', existsSync(phpMailer)), php)),
  swaks: {
    password: inFolder('swaks', needs('swaks'), shell),
    oauth: inFolder('swaks', needs('curl'), shell),
  },
  postfix: {
    password: inFolder(
      'postfix',
      process.getuid?.() !== 0 ? 'postfix needs root to start' : needs('postfix', existsSync('/etc/postfix/master.cf')),
      postfix,
    ),
  },
  powershell: eitherWay(untested('PowerShell is not in Debian')),
  dotnet: eitherWay(untested('.NET is not in Debian')),
  wordpress: { password: untested('the plug-in WP Mail SMTP is not in Debian') },
  printer: { password: untested('a printer is not a program') },
  nectari: { oauth: untested('Nectari SEI is not in Debian') },
  'oauth2-proxy': { oauth: untested('email-oauth2-proxy is not in Debian') },
  generic: eitherWay(untested('fields to copy, not a program')),
};
