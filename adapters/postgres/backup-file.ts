import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { SendpassError } from '../../src/shared/errors.ts';

// A backup is gzipped text: a header, then one line for each thing, `kind TAB json`. A kind is a table's name, or `#sequence`, `#job`, `#end`. The json
// is the database's own words, which no number of ours passes through. What stands at the end proves that nothing is missing before it.

export const headerShape = z.object({
  sendpass: z.literal('backup'),
  format: z.literal(1),
  migrations: z.array(z.string()),
});
export type Header = z.infer<typeof headerShape>;
export type Line = { kind: string; json: string };
const endShape = z.object({ lines: z.number(), sha256: z.string() });

/** Readable by its maker only; a file that is there already is never written over, and one that was not finished is removed. */
export async function writeBackup(
  path: string,
  header: Header,
  fill: (write: (line: Line) => Promise<void>) => Promise<void>,
): Promise<number> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await once(file, 'open').catch((cause: unknown) => {
    throw unusable('backup-not-written', `${path} cannot be written: is it there already?`, cause);
  });
  const [gzip, hash] = [createGzip(), createHash('sha256')];
  gzip.pipe(file);
  let lines = 0;
  const put = async (text: string): Promise<void> => {
    if (!gzip.write(text)) await once(gzip, 'drain');
  };
  try {
    await put(`${JSON.stringify(header)}\n`);
    await fill(async ({ kind, json }) => {
      const text = `${kind}\t${json}\n`;
      hash.update(text);
      lines++;
      await put(text);
    });
    await put(`#end\t${JSON.stringify({ lines, sha256: hash.digest('hex') })}\n`);
    gzip.end();
    await finished(file);
    return lines;
  } catch (thrown) {
    file.destroy();
    rmSync(path, { force: true });
    throw thrown;
  }
}

/** Header first, then the lines. Throws at the end when something is missing or was changed: whoever loads must not have committed by then. */
export async function readBackup(path: string): Promise<{ header: Header; lines: AsyncGenerator<Line> }> {
  const texts = linesOf(path);
  const first = await texts.next();
  const header = headerShape.safeParse(first.done ? null : parsed(first.value));
  if (!header.success) throw unusable('backup-unreadable', `${path} is no backup of Sendpass.`);
  return { header: header.data, lines: checked(texts, path) };
}

async function* checked(texts: AsyncGenerator<string>, path: string): AsyncGenerator<Line> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const text of texts) {
    const tab = text.indexOf('\t');
    const [kind, json] = [text.slice(0, tab), text.slice(tab + 1)];
    if (kind !== '#end') {
      hash.update(`${text}\n`);
      count++;
      yield { kind, json };
      continue;
    }
    const end = endShape.safeParse(parsed(json));
    if (end.success && end.data.lines === count && end.data.sha256 === hash.digest('hex')) return;
    break;
  }
  throw unusable('backup-damaged', `${path} was cut off or changed: it is not what was written. Nothing was restored.`);
}

/** By line feeds alone: text may hold other characters that end a line for readline. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  const words = createReadStream(path).pipe(createGunzip()).setEncoding('utf8');
  try {
    for await (const chunk of words as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  } catch (cause) {
    throw unusable('backup-damaged', `${path} cannot be read, or was cut off. Nothing was restored.`, cause);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const unusable = (code: string, advice: string, cause?: unknown): SendpassError =>
  new SendpassError({ code, kind: 'needs-person', advice, cause });
