import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClientId } from '../../src/clients/client-id.ts';
import { settingsFor } from '../../src/clients/settings-for.ts';
import type { SettingsInput } from '../../src/clients/settings-input.ts';
import { execute } from './execute.ts';
import { runPostfix } from './run-postfix.ts';

/**
 * Runs what an owner would paste, with the program it is for. Each gets a folder of its own, the CA as a file, and is done when the
 * program ends. Debian packages: python3, php-cli, libphp-phpmailer, swaks, libnet-ssleay-perl, postfix, libsasl2-modules.
 */
/** `text` = what is pasted instead of the settings for a log-in by password. */
export type ClientTarget = { input: SettingsInput; to: string; ca: string; text?: string };
export type ClientRun = {
  /** Why it cannot run on this machine, else null. */
  skip: string | null;
  run: (target: ClientTarget) => Promise<{ code: number; output: string }>;
};

type Place = { folder: string; caFile: string; text: string; input: SettingsInput; to: string };

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
    run: async ({ input, to, ca, text: pasted }) => {
      const folder = await mkdtemp(join(tmpdir(), `sendpass-${client}-`));
      try {
        const caFile = join(folder, 'ca.pem');
        await writeFile(caFile, ca);
        const text = (pasted ?? settingsFor(client, input).text).replaceAll('somebody@example.com', to);
        return await run({ folder, caFile, text, input, to });
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

async function swaks({ folder, caFile, text }: Place) {
  const file = join(folder, 'mail.sh');
  await writeFile(file, text);
  return execute('sh', [file], { SSL_CERT_FILE: caFile });
}

const untested = (why: string): ClientRun => ({ skip: why, run: () => Promise.reject(new Error(why)) });

export const clientRuns: Record<ClientId, ClientRun> = {
  python: inFolder('python', needs('python3'), python),
  node: inFolder('node', null, node),
  php: inFolder('php', needs('php', existsSync(phpMailer)), php),
  swaks: inFolder('swaks', needs('swaks'), swaks),
  postfix: inFolder(
    'postfix',
    process.getuid?.() !== 0 ? 'postfix needs root to start' : needs('postfix', existsSync('/etc/postfix/master.cf')),
    runPostfix,
  ),
  powershell: untested('PowerShell is not in Debian'),
  dotnet: untested('.NET is not in Debian'),
  wordpress: untested('the plug-in WP Mail SMTP is not in Debian'),
  printer: untested('a printer is not a program'),
  nectari: untested('Nectari SEI is not in Debian'),
  'oauth2-proxy': untested('email-oauth2-proxy is not in Debian'),
  generic: untested('fields to copy, not a program'),
};
