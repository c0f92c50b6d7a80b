// The application object: how it is made, found, owned, and shown on the wire.
import { randomUUID } from 'node:crypto';
import type { Application, Password, World } from '../world.ts';

type New = Partial<Application> & { displayName: string };

/** A new application with its lag drawn; the caller adds it to the world. */
export function newApplication(world: World, wish: New): Application {
  const now = world.now();
  return {
    id: randomUUID(),
    appId: randomUUID(),
    uniqueName: null,
    // The trap of the real service: left out, an application takes personal accounts too and gets a far lower write limit.
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    notes: null,
    tags: [],
    serviceManagementReference: null,
    createdByAppId: null,
    createdDateTime: new Date(now).toISOString(),
    owners: [],
    requiredResourceAccess: [],
    passwords: [],
    keyCredentials: [],
    federatedIdentityCredentials: [],
    visibleAt: now + world.draw('lag app', world.lag.app),
    tokenVisibleAt: now + world.draw('lag app token', world.lag.token),
    deletedAt: null,
    ...wish,
  };
}

export type Key = { id?: string; appId?: string; uniqueName?: string };

/** Also applications that no replica shows yet: what a write under a name must know. */
export function findApplication(world: World, key: Key): Application | undefined {
  return world.applications.find(
    (each) =>
      each.deletedAt === null &&
      (each.id === key.id ||
        each.appId === key.appId ||
        (each.uniqueName !== null && each.uniqueName.toLowerCase() === key.uniqueName?.toLowerCase())),
  );
}

/** What a read at `at` shows. */
export function visibleApplication(world: World, key: Key, at: number): Application | undefined {
  const found = findApplication(world, key);
  return found !== undefined && found.visibleAt <= at ? found : undefined;
}

export function applicationJson(application: Application, at: number): Record<string, unknown> {
  const { passwords, owners: _owners, federatedIdentityCredentials: _fic, ...rest } = application;
  const { visibleAt: _visible, tokenVisibleAt: _token, deletedAt, ...shown } = rest;
  return {
    ...shown,
    deletedDateTime: deletedAt === null ? null : new Date(deletedAt).toISOString(),
    description: null,
    disabledByMicrosoftStatus: null,
    identifierUris: [],
    publisherDomain: 'contoso.com',
    passwordCredentials: passwords.filter((each) => each.visibleAt <= at).map((each) => passwordJson(each)),
  };
}

/** `secretText` is only in the reply of addPassword, never again. */
export function passwordJson(password: Password, secretText: string | null = null): Record<string, unknown> {
  const { keyId, displayName, hint, startDateTime, endDateTime } = password;
  return { customKeyIdentifier: null, displayName, endDateTime, hint, keyId, secretText, startDateTime };
}
