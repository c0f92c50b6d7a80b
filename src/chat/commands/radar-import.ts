import { asSendpassError } from '../../shared/errors.ts';
import { decodeReport } from '../../watch/radar/decode-report.ts';
import type { Command } from '../commands.ts';
import { importRadar } from '../import-radar.ts';
import { mayUseRadar } from '../may-use-radar.ts';
import type { Reply } from '../reply.ts';
import { radarView } from '../views/radar.ts';

/** Fifty thousand rows are about this long in UTF-16. */
const maxBytes = 8 * 1024 * 1024;

/** `radar import` with the report attached, or the attached report alone. Without one it says how to get it. */
export const radarImport: Command = async (deps, { actor, input }) => {
  const may = await mayUseRadar(deps, actor.id);
  if (may !== true) return refused(may);
  const files = input.type === 'message' ? (input.files ?? []) : [];
  const [file] = files;
  if (!file) return refused(howTo);
  if (files.length > 1) return refused('Attach one report at a time. Nothing was imported.');
  try {
    const bytes = await deps.files.download(file, maxBytes);
    const taken = await importRadar(deps, { text: decodeReport(bytes), name: file.name, actorId: actor.id });
    if (!taken.ok) return refused(`${taken.why} Nothing was imported.`);
    return { type: 'message', view: await radarView(deps, { imported: taken.imported }) };
  } catch (thrown) {
    const error = asSendpassError(thrown);
    // A download that failed is said at once: nobody waits in silence for a job's tries. Anything else is tried again.
    if (!error.code.startsWith('file')) throw error;
    return refused(`${error.advice} Nothing was imported.`);
  }
};

const howTo =
  'In the Exchange admin centre open Reports, Mail flow, SMTP AUTH clients; choose 90 days and export. Attach the file to a message in your private chat with Sendpass, or type radar and paste it.';

const refused = (text: string): Reply => ({
  type: 'message',
  view: { view: 'notice', title: 'Radar', text, tone: 'warning' },
});
