// `npm run sandbox`: every neighbour of Sendpass on this machine. In memory; ends with SIGTERM or Ctrl-C.
import { parseArgs } from 'node:util';
import { startSandbox, type SandboxOptions } from './start-sandbox.ts';

const USAGE = `Usage: npm run sandbox -- [options]
  --port 4400        control API and console; 0 takes free ports for everything
  --random-ports     free ports for the neighbours only
  --bot-url URL      where the bot listens (http://127.0.0.1:3978/api/messages)
  --dir DIR          folder for cloud.json and policy.json
  --seed N           latencies, lags and ids (1)`;

function readOptions(): SandboxOptions {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'random-ports': { type: 'boolean' },
      'bot-url': { type: 'string' },
      dir: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const number = (name: string, text: string): number => {
    if (!/^\d+$/.test(text)) throw new TypeError(`--${name} must be a whole number, not '${text}'`);
    return Number(text);
  };
  return {
    ...(values.port === undefined ? {} : { port: number('port', values.port) }),
    ...(values.seed === undefined ? {} : { seed: number('seed', values.seed) }),
    ...(values.dir === undefined ? {} : { dir: values.dir }),
    ...(values['bot-url'] === undefined ? {} : { botUrl: values['bot-url'] }),
    ...(values['random-ports'] === true ? { randomPorts: true } : {}),
  };
}

try {
  const sandbox = await startSandbox(readOptions());
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(`Sandbox ready: ${sandbox.controlUrl}`);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
