import type { Cause } from './cause.ts';
import { clientSide } from './causes-client.ts';
import { exchangeSide } from './causes-exchange.ts';
import { sendingSide } from './causes-sending.ts';
import { serverSide } from './causes-server.ts';

const causes = { ...serverSide, ...clientSide, ...exchangeSide, ...sendingSide };
export type CauseId = keyof typeof causes;

export const causeIds = Object.keys(causes) as CauseId[];

export const causeOf = (id: CauseId): Cause => causes[id];
