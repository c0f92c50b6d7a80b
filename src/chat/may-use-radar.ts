import { askAgain, checkManager } from './approver-check.ts';
import type { ChatDeps } from './deps.ts';

/** The report names every mail client of the organisation: for approvers and operators. True, or why not. */
export async function mayUseRadar(deps: ChatDeps, personId: string): Promise<true | string> {
  const may = await checkManager(deps, personId);
  if (may === 'yes') return true;
  return may === 'unknown' ? askAgain : 'Only approvers and operators see the radar: it names every mail client here.';
}
