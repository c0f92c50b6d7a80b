import type { Credential, Route, Sender, Step } from '../../src/senders/sender.ts';
import type { Senders } from '../../src/senders/port-senders.ts';
import { finalStates } from '../../src/senders/transitions.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { copy } from './copy.ts';

export const senderTables = () => ({
  senders: new Map<string, Sender>(),
  routes: new Map<string, Route>(),
  steps: new Map<string, Step>(),
  credentials: new Map<string, Credential>(),
});

type Held = { tables: ReturnType<typeof senderTables> };

export const conflict = (code: string, advice: string): SendpassError =>
  new SendpassError({ code, kind: 'conflict', advice });

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
type Wish = Pick<Sender, 'desired'>;
const addressOf = ({ desired }: Wish): string => `${desired.localPart}@${desired.domain}`;
const usernameOf = ({ desired }: Wish): string | null => ('smtpUsername' in desired ? desired.smtpUsername : null);
const isLiving = (sender: Sender): boolean => !finalStates.includes(sender.state);

/** A living sender's name and address are its own: enforced here as the store does with unique indexes. */
export function senderRepos(held: Held): Senders {
  const living = (except: string) =>
    [...held.tables.senders.values()].filter((each) => isLiving(each) && each.id !== except);
  const refuseTaken = (sender: Sender): void => {
    if (!isLiving(sender)) return;
    if (living(sender.id).some((each) => same(each.name, sender.name)))
      throw conflict('sender-name-taken', 'Choose another name.');
    if (living(sender.id).some((each) => same(addressOf(each), addressOf(sender))))
      throw conflict('sender-address-taken', 'Choose another address.');
  };
  const has = (each: Wish, by: { address: string } | { smtpUsername: string }): boolean =>
    'address' in by ? same(addressOf(each), by.address) : same(usernameOf(each) ?? '', by.smtpUsername);
  return {
    get: async (id) => copy(held.tables.senders.get(id)),
    async insert(sender) {
      if (held.tables.senders.has(sender.id)) throw new Error(`sender ${sender.id} exists`);
      refuseTaken(sender);
      held.tables.senders.set(sender.id, copy(sender));
    },
    async update(sender) {
      if (held.tables.senders.get(sender.id)?.version !== sender.version)
        throw conflict('stale-version', 'Somebody else changed it. Look again.');
      refuseTaken(sender);
      const next = { ...copy(sender), version: sender.version + 1 };
      held.tables.senders.set(sender.id, next);
      return copy(next);
    },
    findLiving: async (by) =>
      copy(
        living('').find((each) => {
          if ('name' in by) return same(each.name, by.name);
          return has(each, by);
        }),
      ),
    claim: async (by) => {
      const beside = [...held.tables.routes.values()].find(
        (each) => each.role !== 'main' && each.state !== 'removed' && has(each, by),
      );
      return copy(living('').find((each) => has(each, by)) ?? held.tables.senders.get(beside?.senderId ?? ''));
    },
    findByAppId: async (appId) => {
      const step = [...held.tables.steps.values()].find(
        (each) => each.kind === 'application' && each.facts['appId'] !== undefined && same(each.facts['appId'], appId),
      );
      const route = step && held.tables.routes.get(step.routeId);
      return copy(route && held.tables.senders.get(route.senderId));
    },
    listByOwner: async (personId) =>
      copy([...held.tables.senders.values()].filter((each) => each.owners.includes(personId))),
    listByState: async (states) =>
      copy([...held.tables.senders.values()].filter((each) => states.includes(each.state))),
    countByState: async (states) =>
      [...held.tables.senders.values()].filter((each) => states.includes(each.state)).length,
    route: async (senderId) => {
      const routes = [...held.tables.routes.values()].filter((each) => each.senderId === senderId);
      return copy(routes.find((each) => each.role === 'main'));
    },
    routes: async (senderId) =>
      copy(
        [...held.tables.routes.values()]
          .filter((each) => each.senderId === senderId && (each.role === 'main' || each.state !== 'removed'))
          .toSorted((a, b) => Number(b.role === 'main') - Number(a.role === 'main') || a.generation - b.generation),
      ),
    saveRoute: async (route) => void held.tables.routes.set(route.id, copy(route)),
    steps: async (routeId) => copy([...held.tables.steps.values()].filter((each) => each.routeId === routeId)),
    step: async (routeId, kind) => copy(held.tables.steps.get(`${routeId} ${kind}`)),
    saveStep: async (step) => void held.tables.steps.set(`${step.routeId} ${step.kind}`, copy(step)),
    credentials: async (routeId) =>
      copy(
        [...held.tables.credentials.values()]
          .filter((each) => each.routeId === routeId)
          .toSorted((a, b) => a.no - b.no),
      ),
    saveCredential: async (credential) => void held.tables.credentials.set(credential.id, copy(credential)),
  };
}
