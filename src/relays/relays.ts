import type { RelayId } from '../senders/sender.ts';
import { acs } from './acs.ts';
import { exchange } from './exchange.ts';
import type { Relay } from './relay.ts';

export const relays: Record<RelayId, Relay> = { acs, exchange };

export const relayIds: readonly RelayId[] = ['exchange', 'acs'];
