import { expect, test } from 'vitest';
import type { SmtpLogin } from '../../../src/provisioning/port-mail-relay.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { inDays, onStage, refusal, settledApplication } from './stage.ts';
import type { Stage, Wire } from './stage.ts';

const mail = {
  from: { address: 'invoices@mail.contoso.com', name: 'Invoices, "Dept" <x@evil.example>' },
  to: 'mara.lindt@contoso.com',
  subject: 'Test mail – Prüfung',
  text: 'Hello.\n',
  messageId: '<sendpass-1@mail.contoso.com>',
};
const wish = { displayName: 'sendpass:operation-1', endsAt: inDays(90) };

/** What every implementation of MailRelay must do (facts/azure §5). Servers that cheat: test/unit/adapters/smtp. */
export function mailRelayContract(stage: Stage): void {
  const relay = () => stage.ports().mailRelay;

  const shared = (): void => {
    test('a credential that is complete and replicated logs in and sends', async () => {
      const { login } = await credential(stage);
      await stage.settle();
      expect(await relay().logIn(login)).toBeUndefined();
      expect(await relay().send(login, mail)).toBeUndefined();
    });

    test('a secret that is not replicated, and a wrong one, are 535: not yet', async () => {
      const { login, applicationId } = await credential(stage);
      await stage.settle();
      await stage.freeze();
      const { secret } = await stage.ports().entra.addPassword(applicationId, wish);
      const fresh = { ...login, password: secret };
      expect(await refusal(relay().logIn(fresh))).toMatchObject({ kind: 'not-yet', code: 'smtp-auth-refused' });
      const error = await refusal(relay().send({ ...login, password: new Secret('wrong~secret~wrong') }, mail));
      expect(error).toMatchObject({ kind: 'not-yet', code: 'smtp-auth-refused' });
      expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('wrong~secret');
    });
  };
  onStage('port-mail-relay', stage, shared, (wire) => {
    delivery(stage, wire);
    trouble(stage, wire);
  });
}

/** Everything a sender has; `settle` shows it. */
type PasswordLogin = Extract<SmtpLogin, { login: 'password' }>;
async function credential(stage: Stage): Promise<{ login: PasswordLogin; applicationId: string }> {
  const { entra, azure } = stage.ports();
  const { acsResourceId, domainResourceId, tenantId } = stage.place();
  const { id, appId } = await settledApplication(stage);
  const principal = await entra.createPrincipal(appId);
  const { secret } = await entra.addPassword(id, wish);
  const name = '0b7c1d2e-3f4a-5b6c-8d7e-9f0a1b2c3d4e';
  await azure.assignRole({ scope: acsResourceId, name, principalId: principal.id });
  await azure.putMailFrom({ domainResourceId, name: 'invoices', username: 'invoices', displayName: 'Invoices' });
  const username = `${acsResourceId.split('/').at(-1)}|${appId}|${tenantId}`;
  return { login: { relay: 'acs', login: 'password', username, password: secret }, applicationId: id };
}

const proven = async (stage: Stage): Promise<SmtpLogin> => {
  const { login } = await credential(stage);
  await stage.settle();
  return login;
};

function delivery(stage: Stage, wire: () => Wire): void {
  const relay = () => stage.ports().mailRelay;

  test('the mail arrives once, with our Message-ID, its words, and a name that cannot become an address', async () => {
    await relay().send(await proven(stage), mail);
    const { mail: inbox } = await wire().sandbox.state();
    expect(inbox).toMatchObject([
      { from: mail.from.address, to: [mail.to], subject: mail.subject, messageId: mail.messageId },
    ]);
    expect(inbox[0].raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(inbox[0].raw).toMatch(/^From: "Invoices, \\"Dept\\" <x@evil\.example>" <invoices@mail\.contoso\.com>/m);
  });

  test('the endpoint is the cloud’s', async () => {
    const { smtp } = await wire().sandbox.cloud();
    expect(relay().endpoint('acs')).toEqual({ host: smtp.acs.host, port: smtp.acs.port });
  });

  test('an address that is no MailFrom is refused, and not for the log-in', async () => {
    const login = await proven(stage);
    const stranger = { ...mail, from: { address: 'nobody@mail.contoso.com', name: 'Nobody' } };
    expect(await refusal(relay().send(login, stranger))).toMatchObject({ kind: 'not-yet', code: 'smtp-mail-refused' });
    expect((await wire().sandbox.state())['mail']).toEqual([]);
  });

  test('after the secret was removed the log-in is refused', async () => {
    const { login, applicationId } = await credential(stage);
    await stage.settle();
    const { passwords } = await wire().sandbox.state();
    await stage.ports().entra.removePassword(applicationId, passwords[0].keyId);
    expect(await refusal(relay().logIn(login))).toMatchObject({ code: 'smtp-auth-refused' });
  });
}

function trouble(stage: Stage, wire: () => Wire): void {
  const relay = () => stage.ports().mailRelay;

  test.each(['CONNECT', 'AUTH', 'MAIL', 'DATA'])('a temporary refusal (4xx) of %s is retryable', async (method) => {
    const login = await proven(stage);
    await wire().fault({ match: { neighbour: 'smtp', method }, status: 451 });
    const error = await refusal(relay().send(login, mail));
    expect(error).toMatchObject({ kind: 'retryable', code: 'smtp-busy', vendor: { neighbour: 'smtp', status: 451 } });
    expect((await wire().sandbox.state())['mail']).toEqual([]);
  });

  test('a look at the port logs nobody in; one that finds nobody there says so', async () => {
    expect(await relay().reach('acs')).toBeUndefined();
    await wire().fault({ match: { neighbour: 'smtp', method: 'CONNECT' }, drop: 'before' });
    expect(await refusal(relay().reach('acs'))).toMatchObject({ kind: 'retryable', code: 'smtp-unreachable' });
    const asked = (await wire().sandbox.requests()).filter((each) => each['neighbour'] === 'smtp');
    expect(asked.map((each) => each['method'])).not.toContain('AUTH');
  });

  test('the shared hourly limit is retryable', async () => {
    const login = await proven(stage);
    await wire().fault({ match: { neighbour: 'smtp', method: 'MAIL' }, status: 429 });
    expect(await refusal(relay().send(login, mail))).toMatchObject({ kind: 'retryable', code: 'smtp-busy' });
  });

  test.each([
    ['AUTH', 'before', 0],
    ['DATA', 'before', 0],
    ['DATA', 'after', 1],
  ] as const)(
    'a connection that dies at %s (%s the work) is retryable, and never sent twice by itself',
    async (...row) => {
      const [method, drop, arrived] = row;
      const login = await proven(stage);
      await wire().fault({ match: { neighbour: 'smtp', method }, drop });
      expect(await refusal(relay().send(login, mail))).toMatchObject({ kind: 'retryable', code: 'smtp-unreachable' });
      expect((await wire().sandbox.state())['mail']).toHaveLength(arrived);
    },
  );
}
