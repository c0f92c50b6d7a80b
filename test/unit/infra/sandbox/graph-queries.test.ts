// OData as Graph takes it: misspelt names are refused, advanced queries need their header and $count, pages and delta have links.
import { expect, test } from 'vitest';
import { CREATE_IF_MISSING, hurriedSandbox, until, type Json } from './support.ts';

const use = hurriedSandbox();
const eventual = { consistencylevel: 'eventual' };
const names = (body: Json): string[] => body['value'].map((each: Json) => each['displayName']);

async function three(): Promise<Json[]> {
  const made: Json[] = [];
  for (const name of ['Alpha', 'Beta', 'Gamma']) {
    const path = `/applications(uniqueName='sendpass-${name.toLowerCase()}-1')`;
    made.push((await use().graph('PATCH', path, { displayName: name }, CREATE_IF_MISSING)).body);
    await until(200, () => use().graph('GET', path));
  }
  return made;
}
const own = `startswith(uniqueName,'sendpass-')`;

test('a property that the type does not have is refused in $select, $filter and $orderby', async () => {
  const { graph } = use();
  for (const query of ['$select=id,displayname', "$filter=dispalyName eq 'x'", '$orderby=nickname', '$select=owners']) {
    const { status, body } = await graph('GET', `/applications?${query}`);
    expect({ query, status, code: body['error']?.code }).toEqual({ query, status: 400, code: 'BadRequest' });
    expect(body['error'].message).toContain("on type 'microsoft.graph.application'");
  }
  // Known to Graph, and nothing to show for it here.
  expect((await graph('GET', '/applications?$select=id,samlMetadataUrl')).status).toBe(200);
});

test('$count: ignored without the header, counted with it; as a segment refused without it', async () => {
  const { graph } = use();
  await three();
  expect((await graph('GET', '/applications?$count=true')).body).not.toHaveProperty(['@odata.count']);
  const counted = await graph('GET', '/applications?$count=true&$top=1', undefined, eventual);
  expect(counted.body['@odata.count']).toBeGreaterThanOrEqual(3);
  expect((await graph('GET', '/applications/$count')).status).toBe(400);
  expect(await graph('GET', `/applications/$count?$filter=${own}`, undefined, eventual)).toMatchObject({
    status: 200,
    body: 3,
  });
});

test('an advanced filter needs $count besides the header; sorting what is filtered needs both; `in` needs neither', async () => {
  const { graph } = use();
  await three();
  const advanced = `/applications?$filter=${own} and displayName ne 'Beta'`;
  expect((await graph('GET', advanced, undefined, eventual)).body['error'].code).toBe('Request_UnsupportedQuery');
  expect(names((await graph('GET', `${advanced}&$count=true`, undefined, eventual)).body)).toEqual(['Alpha', 'Gamma']);
  const sorted = `/applications?$filter=${own}&$orderby=displayName desc`;
  expect((await graph('GET', sorted)).body['error'].message).toBe('Sorting not supported for current query.');
  const down = await graph('GET', `${sorted}&$count=true`, undefined, eventual);
  expect(names(down.body)).toEqual(['Gamma', 'Beta', 'Alpha']);
  expect(names((await graph('GET', `/applications?$filter=displayName in ('Alpha','Gamma')`)).body)).toEqual([
    'Alpha',
    'Gamma',
  ]);
});

test('a page is at most 999 long and its token is not made up', async () => {
  const { graph } = use();
  expect((await graph('GET', '/applications?$top=1000')).status).toBe(400);
  expect((await graph('GET', '/applications?$skiptoken=x')).body['error'].code).toBe('Directory_ExpiredPageToken');
  expect((await graph('GET', '/applications?$skip=1')).status).toBe(400);
});

test('delta: everything in pages, then what changed; passwords only where that is switched on', async () => {
  const { graph, sandbox } = use();
  const [alpha, beta] = await three();
  const follow = (link: string) => graph('GET', link.slice(link.indexOf('/v1.0') + '/v1.0'.length));
  const seen: string[] = [];
  let page = (await graph('GET', '/applications/delta?$select=displayName&$top=2')).body;
  for (;;) {
    seen.push(...names(page));
    if (page['@odata.deltaLink'] !== undefined) break;
    page = (await follow(page['@odata.nextLink'])).body;
  }
  expect(seen).toEqual(expect.arrayContaining(['Alpha', 'Beta', 'Gamma']));
  expect((await follow(page['@odata.deltaLink'])).body['value']).toEqual([]);
  await graph('PATCH', `/applications/${alpha!['id']}`, { displayName: 'Alpha 2' });
  await graph('DELETE', `/applications/${beta!['id']}`);
  await graph('POST', `/applications/${alpha!['id']}/addPassword`, {});
  const changed = (await follow(page['@odata.deltaLink'])).body;
  expect(changed['value']).toEqual([
    { id: alpha!['id'], displayName: 'Alpha 2' },
    { id: beta!['id'], '@removed': { reason: 'changed' } },
  ]);
  await sandbox.control('PUT', 'world', { deltaShowsPasswords: true });
  const start = (await graph('GET', '/applications/delta?$select=displayName')).body;
  await graph('POST', `/applications/${alpha!['id']}/addPassword`, {});
  await expect.poll(async () => names((await follow(start['@odata.deltaLink'])).body)).toEqual(['Alpha 2']);
  expect((await graph('GET', '/applications/delta?$deltatoken=made-up')).status).toBe(410);
});

test('what a principal owns and who owns it; a key id that is none', async () => {
  const { graph, sandbox } = use();
  const [alpha] = await three();
  const made = await until(201, () => graph('POST', '/servicePrincipals', { appId: alpha!['appId'] }));
  await until(200, () => graph('GET', `/servicePrincipals/${made.body['id']}`));
  const owners = await graph('GET', `/servicePrincipals(appId='${alpha!['appId']}')/owners`);
  const self = owners.body['value'][0];
  expect(self).toMatchObject({ appId: sandbox.env['IDENTITY_CLIENT_ID'] });
  const owned = await graph('GET', `/servicePrincipals/${self.id}/ownedObjects`);
  expect(owned.body['value'].map((each: Json) => each['id'])).toEqual(
    expect.arrayContaining([alpha!['id'], made.body['id']]),
  );
  const path = `/applications/${alpha!['id']}`;
  expect((await graph('POST', `${path}/removePassword`, { keyId: 'x' })).body['error'].code).toBe('BadRequest');
  const odd = { passwordCredential: { displayname: 'x' } };
  expect((await graph('POST', `${path}/addPassword`, odd)).body['error'].code).toBe('Request_BadRequest');
});

test('a principal is made once by an upsert under its application, and kept by the second', async () => {
  const { graph } = use();
  const [alpha] = await three();
  const path = `/servicePrincipals(appId='${alpha!['appId']}')`;
  expect((await graph('PATCH', path, { tags: ['one'] })).status).toBe(404);
  const made = await graph('PATCH', path, { tags: ['one'] }, CREATE_IF_MISSING);
  expect(made).toMatchObject({ status: 201, body: { appId: alpha!['appId'], tags: ['one'] } });
  expect((await graph('PATCH', path, { tags: ['two'] }, CREATE_IF_MISSING)).status).toBe(204);
  expect((await until(200, () => graph('GET', path))).body).toMatchObject({ id: made.body['id'], tags: ['two'] });
});

test('a secret that no replica shows yet is said to be gone, and lives on', async () => {
  const { graph, sandbox } = use();
  const [alpha] = await three();
  const path = `/applications/${alpha!['id']}`;
  await sandbox.control('PUT', 'faults', { lag: { password: [60_000, 60_001] } });
  const { keyId } = (await graph('POST', `${path}/addPassword`, {})).body;
  expect(await graph('POST', `${path}/removePassword`, { keyId })).toMatchObject({
    status: 400,
    body: { error: { message: `No password credential found with keyId '${keyId}'.` } },
  });
  expect((await sandbox.state())['passwords']).toContainEqual(expect.objectContaining({ keyId }));
});
