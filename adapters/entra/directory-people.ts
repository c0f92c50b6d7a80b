import { z } from 'zod';
import type { DirectoryPeople, DirectoryPerson } from '../../src/people/port-directory-people.ts';
import { odata } from './graph-client.ts';
import type { Graph } from './graph-client.ts';
import { readable } from './directory.ts';

const userShape = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});
const listShape = z.object({ value: z.array(userShape) });

/** Not among what Graph gives without being asked: user type and account state. */
const select = '$select=id,displayName,mail,userPrincipalName,userType,accountEnabled';

/** The DirectoryPeople port over Graph (User.Read.All). Who cannot be judged – no user type, no account state – counts as not let in. */
export function createDirectoryPeople(graph: Graph): DirectoryPeople {
  return {
    async byId(objectId) {
      const path = `/users/${encodeURIComponent(objectId)}?${select}`;
      const reply = await readable(graph({ method: 'GET', path, accept: [404] }));
      return reply.status === 404 ? undefined : personOf(userShape.parse(reply.body));
    },
    async byEmail(email) {
      const address = odata(email);
      const filter = `$filter=mail eq '${address}' or userPrincipalName eq '${address}'`.replaceAll(' ', '%20');
      const reply = await readable(graph({ method: 'GET', path: `/users?${filter}&${select}&$top=2` }));
      const found = listShape.parse(reply.body).value;
      // One person's sign-in name is another's mail address: it says nothing then.
      return found.length === 1 && found[0] ? personOf(found[0]) : undefined;
    },
  };
}

function personOf({
  id,
  displayName,
  mail,
  userPrincipalName,
  userType,
  accountEnabled,
}: z.infer<typeof userShape>): DirectoryPerson {
  return {
    objectId: id.toLowerCase(),
    name: displayName ?? 'somebody',
    email: mail ?? userPrincipalName ?? null,
    enabled: accountEnabled === true,
    guest: userType?.toLowerCase() !== 'member' || /#EXT#/i.test(userPrincipalName ?? ''),
  };
}
