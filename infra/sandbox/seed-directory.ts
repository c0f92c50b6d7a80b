import type { Group, Person } from './world.ts';

type Guid = (label: string) => string;

/**
 * Three people who play (owner, owner2, approver), and one person and two groups that only stand in the directory, for requests that
 * would imitate them.
 */
export function seedDirectory(guid: Guid, tenantId: string): { people: Person[]; groups: Group[] } {
  const make = personMaker(guid, tenantId);
  const people = [
    make('owner', 'Mara Lindt', 'mara.lindt@contoso.com', ['owner']),
    make('owner2', 'Jonas Weber', 'jonas.weber@contoso.com', ['owner']),
    make('approver', 'Priya Nair', 'priya.nair@contoso.com', ['approver', 'operator']),
    {
      ...make('director', 'Dana Reyes', 'dana.reyes@contoso.com', []),
      proxyAddresses: ['SMTP:dana.reyes@contoso.com', 'smtp:finance-director@mail.contoso.com'],
      directoryOnly: true,
      appInstalled: false,
    },
  ];
  const groups = [
    { id: guid('group approvers'), displayName: 'IT mail approvers', mail: null, members: [guid('person approver')] },
    {
      id: guid('group sales'),
      displayName: 'Sales team',
      mail: 'sales@mail.contoso.com',
      members: [guid('person owner2'), guid('person director')],
    },
  ];
  return { people, groups };
}

function personMaker(guid: Guid, tenantId: string) {
  return (id: string, name: string, mail: string, roles: string[]): Person => ({
    id,
    name,
    aadObjectId: guid(`person ${id}`),
    tenantId,
    mail,
    proxyAddresses: [`SMTP:${mail}`],
    userType: 'Member',
    accountEnabled: true,
    slackUserId: `U${guid(`slack ${id}`).replaceAll('-', '').slice(0, 10).toUpperCase()}`,
    roles,
    appInstalled: true,
  });
}
