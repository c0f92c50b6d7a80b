import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { postfixFiles } from '../../src/clients/settings/postfix.ts';
import type { SettingsInput } from '../../src/clients/settings-input.ts';
import { execute } from './execute.ts';

type Place = { folder: string; caFile: string; input: SettingsInput; to: string };

/**
 * A Postfix of its own beside any other: own configuration, queue and data folder, no inbound port. One mail is handed in as
 * `root@…`, which the settings have to turn into the sender's own address.
 */
export async function runPostfix({ folder, caFile, input, to }: Place): Promise<{ code: number; output: string }> {
  await chmod(folder, 0o755);
  const [config, queue, data] = ['etc', 'queue', 'data'].map((name) => join(folder, name)) as [string, string, string];
  await cp('/etc/postfix', config, { recursive: true });
  await mkdir(queue);
  await mkdir(data);
  const files = postfixFiles(input);
  const passwords = join(config, 'sasl_passwd');
  await writeFile(passwords, `${files.saslPasswd}\n`, { mode: 0o600 });
  // Only paths differ from what is pasted: the machine's real ones must not be touched.
  const pasted = files.mainCf
    .replace('/etc/postfix/sasl_passwd', passwords)
    .replace('/etc/ssl/certs/ca-certificates.crt', caFile);
  const own = [
    'compatibility_level = 3.6',
    `queue_directory = ${queue}`,
    `data_directory = ${data}`,
    `maillog_file = ${join(folder, 'mail.log')}`,
    `maillog_file_prefixes = ${folder}`,
    'myhostname = host.example.com',
    'mydestination =',
    'inet_protocols = ipv4',
    'alternate_config_directories =',
    'smtp_host_lookup = native',
    'smtputf8_enable = no',
  ];
  await writeFile(join(config, 'main.cf'), `${own.join('\n')}\n${pasted}\n`);
  await writeFile(join(config, 'master.cf'), masterCf(await readFile('/etc/postfix/master.cf', 'utf8')));
  return deliver({ folder, config, data, to });
}

/** Nothing listens, nothing is chrooted. */
function masterCf(text: string): string {
  const lines = text.split('\n').filter((line) => !/^(smtp|submission|smtps)\s+inet/.test(line));
  const unchrooted = lines.map((line) => line.replace(/^(\S+\s+(?:unix|pass)\s+\S+\s+\S+\s+)y\b/, '$1n'));
  return `${unchrooted.join('\n')}\npostlog unix-dgram n - n - 1 postlogd\n`;
}

type Started = { folder: string; config: string; data: string; to: string };

async function deliver({ folder, config, data, to }: Started): Promise<{ code: number; output: string }> {
  await execute('chown', ['postfix', data]);
  const started = await execute('postfix', ['-c', config, 'start']);
  const log = (): Promise<string> => readFile(join(folder, 'mail.log'), 'utf8').catch(() => '');
  try {
    if (started.code !== 0) return { ...started, output: `${started.output}${await log()}` };
    const mail = join(folder, 'mail.txt');
    await writeFile(mail, `To: ${to}\nSubject: Hello\n\nSent with my own pass.\n`);
    await execute('sh', ['-c', `sendmail -C '${config}' -t -i < '${mail}'`], { MAIL_CONFIG: config });
    for (let tries = 0; tries < 100; tries++) {
      const text = await log();
      const outcome = /status=(sent|deferred|bounced)/.exec(text)?.[1];
      if (outcome !== undefined) return { code: outcome === 'sent' ? 0 : 1, output: text };
      await new Promise((resolve) => void setTimeout(resolve, 200));
    }
    return { code: 1, output: await log() };
  } finally {
    await execute('postfix', ['-c', config, 'stop']);
  }
}
