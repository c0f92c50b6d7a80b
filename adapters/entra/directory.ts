import { z } from 'zod';
import type { Directory, DirectoryEntry } from '../../src/people/port-directory.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { odata } from './graph-client.ts';
import type { Graph } from './graph-client.ts';

const entryShape = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});
const listShape = z.object({ value: z.array(entryShape) });
const memberShape = z.object({ value: z.array(z.string()) });
const policyShape = z.object({
  isEnabled: z.boolean().nullish(),
  applicationRestrictions: z
    .object({
      passwordCredentials: z
        .array(
          z.object({ restrictionType: z.string(), maxLifetime: z.string().nullish(), state: z.string().nullish() }),
        )
        .default([]),
    })
    .nullish(),
});

/**
 * The Directory port over Graph. Reading users and groups needs User.Read.All and GroupMember.Read.All, the policy Policy.Read.ApplicationConfiguration;
 * where one is missing the call throws `denied` with code `directory-unreadable`, and the card says so.
 */
export function createDirectory(graph: Graph): Directory {
  // Filters on proxyAddresses are "advanced queries": they need the header and $count (facts/azure §1.1).
  const advanced = { ConsistencyLevel: 'eventual' };
  const list = async (path: string, kind: DirectoryEntry['kind']): Promise<DirectoryEntry[]> => {
    const reply = await readable(graph({ method: 'GET', path, headers: advanced }));
    return listShape.parse(reply.body).value.map(({ id, displayName, mail, accountEnabled }) => ({
      kind,
      name: displayName ?? id,
      objectId: id,
      // Asked for with addresses only; a missing value errs towards a person's own mailbox.
      ...(kind === 'person' && mail !== undefined
        ? { mailbox: { address: mail, signsIn: accountEnabled !== false } }
        : {}),
    }));
  };
  return {
    async findByAddress(address) {
      const a = odata(address);
      const alias = `proxyAddresses/any(p:p eq 'smtp:${a}')`;
      const tail = '&$select=id,displayName&$count=true&$top=5';
      const mailTail = tail.replace('displayName', 'displayName,mail,accountEnabled');
      const [people, groups] = await Promise.all([
        list(
          `/users?$filter=mail eq '${a}' or userPrincipalName eq '${a}' or ${alias}${mailTail}`.replaceAll(' ', '%20'),
          'person',
        ),
        list(`/groups?$filter=mail eq '${a}' or ${alias}${tail}`.replaceAll(' ', '%20'), 'group'),
      ]);
      return people[0] ?? groups[0];
    },
    async findByDisplayName(name) {
      const tail = '&$select=id,displayName&$count=true&$top=25';
      const filter = `$filter=startswith(displayName,'${odata(name)}')`;
      const [people, groups] = await Promise.all([
        list(`/users?${filter}${tail}`, 'person'),
        list(`/groups?${filter}${tail}`, 'group'),
      ]);
      return [...people, ...groups].slice(0, 25);
    },
    async isMember(personObjectId, groupId) {
      const group = groupId.toLowerCase();
      const path = `/users/${odata(personObjectId)}/checkMemberGroups`;
      const reply = await readable(graph({ method: 'POST', path, body: { groupIds: [group] }, accept: [404] }));
      // A person who left is no member: the answer errs towards "may not".
      if (reply.status === 404) return false;
      return memberShape.parse(reply.body).value.some((id) => id.toLowerCase() === group);
    },
    members: (groupId) => members(graph, groupId),
    maxSecretLifetime: () => maxSecretLifetime(graph),
  };
}

const membersShape = z.object({
  value: z.array(z.object({ id: z.string(), '@odata.type': z.string().nullish() })),
  '@odata.nextLink': z.string().nullish(),
});

const mostPages = 20;

/** Page by page, 999 at a time. Groups and devices are members too: only people are taken, what has no type errs towards a person. */
async function members(graph: Graph, groupId: string): Promise<string[]> {
  const people: string[] = [];
  let path: string | null = `/groups/${odata(groupId)}/transitiveMembers?$select=id&$top=999`;
  for (let page = 0; path !== null && page < mostPages; page++) {
    const reply: Awaited<ReturnType<Graph>> = await readable(graph({ method: 'GET', path }));
    const read = membersShape.parse(reply.body);
    people.push(
      ...read.value
        .filter((each) => (each['@odata.type'] ?? '#microsoft.graph.user') === '#microsoft.graph.user')
        .map(({ id }) => id),
    );
    path = read['@odata.nextLink']?.split('/v1.0')[1] ?? null;
  }
  return people;
}

export async function readable<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (thrown) {
    if (thrown instanceof SendpassError && thrown.code === 'graph-permission-missing')
      throw new SendpassError({
        code: 'directory-unreadable',
        kind: 'denied',
        advice: 'Sendpass may not read the directory (User.Read.All, GroupMember.Read.All).',
        ...(thrown.vendor ? { vendor: thrown.vendor } : {}),
      });
    throw thrown;
  }
}

async function maxSecretLifetime(graph: Graph): Promise<string | null | undefined> {
  try {
    const reply = await graph({ method: 'GET', path: '/policies/defaultAppManagementPolicy' });
    const policy = policyShape.parse(reply.body);
    const rules = policy.isEnabled === false ? [] : (policy.applicationRestrictions?.passwordCredentials ?? []);
    const rule = rules.find((each) => each.restrictionType === 'passwordLifetime' && each.state !== 'disabled');
    return rule?.maxLifetime ?? null;
  } catch (thrown) {
    if (thrown instanceof SendpassError && thrown.code === 'graph-permission-missing') return undefined;
    throw thrown;
  }
}
