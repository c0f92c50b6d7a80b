import { randomUUID } from 'node:crypto';
import type { Application, Entra } from '../../src/provisioning/port-entra.ts';
import type { Azure, RoleDefinition } from '../../src/provisioning/port-azure.ts';
import type { MailRelay, SmtpLogin, TokenProof } from '../../src/provisioning/port-mail-relay.ts';
import { smtpRoleActions } from '../../src/provisioning/smtp-role.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';
import { Secret } from '../../src/shared/secret.ts';
import { twinVault } from './twin-vault.ts';
import type { TwinVersion } from './twin-vault.ts';
import { twinProcess } from './twin-process.ts';
import type { Fault } from './twin-process.ts';

// The clouds as their ports promise them: replicas that lag, answers that get lost, what exists stays when "our process" dies. The
// sandbox imitates the wire; this imitates the ports, in virtual time, so that a case costs milliseconds.

type Shown<T> = T & { shownAt: number };
type TwinApplication = Shown<Application & { notes: string }>;

export const failure = (kind: ErrorKind, code: string, retryAfterMs?: number): SendpassError =>
  new SendpassError({ code, kind, advice: `twin: ${code}`, ...(retryAfterMs ? { retryAfterMs } : {}) });

const lagging = (): SendpassError => failure('not-yet', 'replicating');
export const ownAppId = 'a0000000-0000-4000-8000-000000000001';
/** Whose tokens these are. */
export const tenantId = 't0000000-0000-4000-8000-000000000001';

export const smtpSendRole = {
  resourceId: 'exchange-principal',
  resourceAppId: 'exchange-app',
  roleId: 'smtp-send-as-app',
};
export const definition: RoleDefinition = {
  id: '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/r',
  name: 'ACS SMTP Sender (Sendpass)',
  actions: [...smtpRoleActions],
  notActions: [],
  dataActions: [],
};

export function cloudTwin(clock: Clock & { at(): number }) {
  const world = {
    applications: [] as TwinApplication[],
    deleted: [] as TwinApplication[],
    principals: [] as Shown<{ id: string; appId: string; enabled: boolean }>[],
    passwords: [] as Shown<{ keyId: string; appObjectId: string; displayName: string; endsAt: Date; value: string }>[],
    assignments: [] as Shown<{ name: string; scope: string; principalId: string }>[],
    mailFroms: [] as { name: string; username: string; displayName: string }[],
    smtpUsernames: [] as { name: string; username: string; appId: string }[],
    vault: [] as TwinVersion[],
    granted: [] as { principalId: string; resourceId: string; roleId: string }[],
    /** What Exchange lets send: by the enterprise application's object id. */
    exchange: [] as { objectId: string; mailboxes: string[]; shownAt: number }[],
    mails: [] as { to: string; messageId: string; from: string; text: string }[],
    definition: definition as RoleDefinition | undefined,
  };
  const calls: { call: string; at: number }[] = [];
  const faults: Fault[] = [];
  /** `removalLag`: how long a removed password is still taken by replicas that have not heard of it. */
  const options = { latency: 300, lag: 4_000, roleLag: 4_000, removalLag: 0 };
  const removedLately: { value: string; until: number }[] = [];
  const shownAt = (): number => clock.at() + options.lag;
  const shown = <T extends { shownAt: number }>(all: T[]): T[] => all.filter((each) => each.shownAt <= clock.at());

  const entra: Entra = {
    ownAppId,
    async upsertApplication(wish) {
      const there = world.applications.find((each) => each.uniqueName === wish.uniqueName);
      if (there) {
        Object.assign(there, { displayName: wish.displayName, notes: wish.notes, tags: wish.tags });
        return { created: false };
      }
      const made: TwinApplication = {
        ...foreignless,
        id: randomUUID(),
        appId: randomUUID(),
        createdByAppId: ownAppId,
        shownAt: shownAt(),
        ...wish,
      };
      world.applications.push(made);
      return { created: true, application: asShown(made) };
    },
    async findApplication(uniqueName) {
      const found = shown(world.applications).find((each) => each.uniqueName === uniqueName);
      return found && asShown(found);
    },
    async deleteApplication(id) {
      const at = world.applications.findIndex((each) => each.id === id && each.shownAt <= clock.at());
      if (at >= 0) world.deleted.push(...world.applications.splice(at, 1));
    },
    async restoreApplication(id) {
      const at = world.deleted.findIndex((each) => each.id === id);
      const [found] = at < 0 ? [] : world.deleted.splice(at, 1);
      if (found) world.applications.push({ ...found, shownAt: shownAt() });
      return found !== undefined;
    },
    async createPrincipal(appId) {
      if (!shown(world.applications).some((each) => each.appId === appId)) throw lagging();
      const there = world.principals.find((each) => each.appId === appId);
      if (there && there.shownAt > clock.at()) throw lagging();
      if (there) return there;
      const made = { id: randomUUID(), appId, enabled: true, shownAt: shownAt() };
      world.principals.push(made);
      return made;
    },
    findPrincipal: async (appId) => shown(world.principals).find((each) => each.appId === appId),
    async deletePrincipal(id) {
      world.principals = world.principals.filter((each) => each.id !== id || each.shownAt > clock.at());
    },
    async setPrincipalEnabled(id, enabled) {
      for (const each of world.principals) if (each.id === id) each.enabled = enabled;
    },
    smtpSendRole: async () => ({ ...smtpSendRole }),
    rolesGranted: async (principalId) => world.granted.filter((each) => each.principalId === principalId),
    async addPassword(id, wish) {
      if (!shown(world.applications).some((each) => each.id === id)) throw lagging();
      const value = `s~${randomUUID()}`;
      const made = { keyId: randomUUID(), appObjectId: id, ...wish, value, shownAt: shownAt() };
      world.passwords.push(made);
      return { keyId: made.keyId, secret: new Secret(value), endsAt: wish.endsAt };
    },
    async removePassword(id, keyId) {
      const isIt = (each: { appObjectId: string; keyId: string }) => each.appObjectId === id && each.keyId === keyId;
      for (const { value } of world.passwords.filter(isIt))
        removedLately.push({ value, until: clock.at() + options.removalLag });
      world.passwords = world.passwords.filter((each) => !isIt(each));
    },
  };
  const asShown = (application: TwinApplication): Application => ({
    ...application,
    passwords: [
      ...application.passwords,
      ...shown(world.passwords)
        .filter((each) => each.appObjectId === application.id)
        .map(({ keyId, displayName, endsAt }) => ({ keyId, displayName, endsAt })),
    ],
  });

  const azure: Azure = {
    listDomains: async () => [],
    roleDefinition: async () => world.definition,
    async assignRole({ scope, name, principalId }) {
      if (!world.principals.some((each) => each.id === principalId)) throw lagging();
      if (!world.assignments.some((each) => each.name === name))
        world.assignments.push({ scope, name, principalId, shownAt: clock.at() + options.roleLag });
      return { id: `${scope}/roleAssignments/${name}`, name, roleDefinitionId: definition.id, principalId };
    },
    async findAssignment({ scope, principalId }) {
      const found = world.assignments.find((each) => each.scope === scope && each.principalId === principalId);
      return found && { id: found.name, name: found.name, roleDefinitionId: definition.id, principalId };
    },
    async removeAssignment({ name }) {
      world.assignments = world.assignments.filter((each) => each.name !== name);
    },
    async putMailFrom({ name, username, displayName }) {
      const there = world.mailFroms.find((each) => each.name === name);
      if (!there && world.mailFroms.some((each) => each.username === username))
        throw failure('conflict', 'arm-conflict');
      if (there) Object.assign(there, { username, displayName });
      else world.mailFroms.push({ name, username, displayName });
    },
    findMailFrom: async ({ name }) => world.mailFroms.find((each) => each.name === name),
    listMailFroms: async () => world.mailFroms.map((each) => each.username.toLowerCase()),
    async removeMailFrom({ name }) {
      world.mailFroms = world.mailFroms.filter((each) => each.name !== name);
    },
    async putSmtpUsername({ name, username, appId }) {
      if (world.smtpUsernames.some((each) => each.username === username && each.name !== name))
        throw failure('conflict', 'arm-conflict');
      world.smtpUsernames = [...world.smtpUsernames.filter((each) => each.name !== name), { name, username, appId }];
    },
    findSmtpUsername: async ({ name }) => world.smtpUsernames.find((each) => each.name === name),
    async removeSmtpUsername({ name }) {
      world.smtpUsernames = world.smtpUsernames.filter((each) => each.name !== name);
    },
  };

  const vault = twinVault(world);
  const isTaken = (value: string): boolean =>
    shown(world.passwords).some((each) => each.value === value) ||
    removedLately.some((each) => each.value === value && each.until > clock.at());
  const logIn: MailRelay['logIn'] = async (login) => {
    if (login.login === 'oauth') return logInByToken(login);
    const { username, password } = login;
    const short = world.smtpUsernames.find((each) => each.username === username);
    const appId = short?.appId ?? username.split('|')[1];
    const principal = shown(world.principals).find((each) => each.appId === appId);
    const secret = isTaken(password.expose('log-in'));
    const role = shown(world.assignments).some((each) => each.principalId === principal?.id);
    if (!principal?.enabled || !secret || !role) throw failure('not-yet', 'smtp-auth-refused');
  };
  const logInByToken = ({ mailbox, token }: Extract<SmtpLogin, { login: 'oauth' }>): void => {
    const appId = token.expose('log-in').replace(/^token-of /, '');
    const principal = shown(world.principals).find((each) => each.appId === appId);
    const allowed = shown(world.exchange).filter((each) => each.objectId === principal?.id);
    if (!allowed.some((each) => each.mailboxes.includes(mailbox))) throw failure('not-yet', 'smtp-auth-refused');
  };
  const mailRelay: MailRelay = {
    endpoint: () => ({ host: 'smtp.test', port: 587 }),
    audience: () => 'https://mail.test',
    tokenRequest: () => ({ endpoint: 'https://login.test/token', scope: 'https://mail.test/.default' }),
    reach: async () => {},
    logIn,
    async send(login, { from, to, messageId, text }) {
      await logIn(login);
      world.mails.push({ to, messageId, from: from.address, text });
    },
  };
  const tokenProof: TokenProof = {
    async prove({ appId, secret }) {
      const principal = shown(world.principals).find((each) => each.appId === appId);
      if (!principal) throw failure('not-yet', 'token-app-unknown');
      if (!principal.enabled) throw failure('needs-person', 'token-app-disabled');
      const known = isTaken(secret.expose('token'));
      if (!known) throw failure('not-yet', 'token-secret-unknown');
      const oid = principal.id;
      const roles = world.granted.some((each) => each.principalId === oid) ? ['SMTP.SendAsApp'] : [];
      const claims = {
        aud: 'https://mail.test',
        iss: `https://sts.windows.net/${tenantId}/`,
        appid: appId,
        oid,
        idtyp: 'app',
        roles,
      };
      return { claims, token: new Secret(`token-of ${appId}`) };
    },
  };

  const process = () => twinProcess({ clock, calls, faults, options }, { entra, azure, vault, mailRelay, tokenProof });
  return { world, calls, faults, options, process };
}

const foreignless = {
  signInAudience: 'AzureADMyOrg',
  ownerIds: [] as string[],
  requiredResourceAccess: [] as Application['requiredResourceAccess'],
  requiredResourceAccessCount: 0,
  federatedCredentialCount: 0,
  keyCredentialCount: 0,
  passwords: [] as Application['passwords'],
};

export type CloudTwin = ReturnType<typeof cloudTwin>;
