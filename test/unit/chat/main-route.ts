import type { Route } from '../../../src/senders/sender.ts';
import { desired, request, sender } from './fixtures.ts';

export const mainRoute: Route = {
  id: 'rt1',
  senderId: sender.id,
  relay: 'acs',
  generation: 1,
  state: 'making',
  desired,
  requestId: request.id,
  role: 'main',
};
