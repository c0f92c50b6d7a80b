import type { RelayId } from '../senders/sender.ts';
import { acs } from './acs.ts';
import type { Relay } from './relay.ts';

export const relays: Record<RelayId, Relay> = { acs };
