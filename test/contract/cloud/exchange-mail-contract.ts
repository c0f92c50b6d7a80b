import { expect, test } from 'vitest';
import type { SmtpLogin } from '../../../src/provisioning/port-mail-relay.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { inDays, onStage, refusal, settledApplication } from './stage.ts';
import type { Stage, Wire } from './stage.ts';

const [mailbox, another] = ['reports@contoso.com', 'outside@contoso.com'];
const mail = {
  from: { address: mailbox, name: 'Reports' },
  to: 'mara.lindt@contoso.com',
  subject: 'Test mail – Prüfung',
  text: 'Hello.\n',
  messageId: '<sendpass-1@contoso.com>',
};
const secretWish = { displayName: 'sendpass:operation-1', endsAt: inDays(90) };

/** MailRelay and TokenProof where the log-in is a token for a mailbox (facts/azure §7.1, §7.2, §7.4). By password: mail-relay-contract.ts. */
export function exchangeMailContract(stage: Stage): void {
  const relay = () => stage.ports().mailRelay;

  const shared = (): void => {
    test('an application that is allowed to logs in with its token as its mailbox, and sends', async () => {
      const { login } = await allowed(stage);
      expect(await relay().logIn(await login(mailbox))).toBeUndefined();
      expect(await relay().send(await login(mailbox), mail)).toBeUndefined();
    });

    test('as a mailbox it is not allowed to use it is refused', async () => {
      const { login } = await allowed(stage);
      expect(await refusal(relay().logIn(await login(another)))).toMatchObject({ code: 'smtp-auth-refused' });
    });

    test('what Exchange was not told, or has not taken over yet, is waited for', async () => {
      const { ids, login } = await registered(stage);
      const waits = { kind: 'not-yet', code: 'smtp-auth-refused' };
      expect(await refusal(relay().logIn(await login(mailbox)))).toMatchObject(waits);
      await stage.freeze();
      await stage.allowInExchange({ ...ids, mailboxes: [mailbox] });
      expect(await refusal(relay().logIn(await login(mailbox)))).toMatchObject(waits);
    });

    test('the object id of the app registration instead of the enterprise application’s lets nobody in', async () => {
      const { ids, applicationId, login } = await registered(stage);
      await stage.allowInExchange({ ...ids, objectId: applicationId, mailboxes: [mailbox] });
      await stage.settle();
      expect(await refusal(relay().logIn(await login(mailbox)))).toMatchObject({ code: 'smtp-auth-refused' });
    });

    test('the token says whose it is; without consent it holds no role', async () => {
      const { ids, prove } = await registered(stage);
      const { claims } = await prove();
      expect(claims).toMatchObject({ appid: ids.appId, oid: ids.objectId, idtyp: 'app' });
      expect(claims['iss']).toMatch(/^https:\/\/sts\.windows\.net\/.+\/$/);
      expect(claims['aud']).toBe(relay().audience('exchange'));
      expect(claims['roles'] ?? []).toEqual([]);
    });
  };
  onStage('port-mail-relay by token', stage, shared, (wire) => wireCases(stage, wire));
}

async function registered(stage: Stage) {
  const { entra, tokenProof } = stage.ports();
  const { id, appId } = await settledApplication(stage);
  const { id: objectId } = await entra.createPrincipal(appId);
  const { secret } = await entra.addPassword(id, secretWish);
  await stage.settle();
  const prove = () => tokenProof.prove({ relay: 'exchange', appId, secret });
  const login = async (as: string): Promise<SmtpLogin> => {
    const { token } = await prove();
    return { relay: 'exchange', login: 'oauth', mailbox: as, token };
  };
  return { ids: { appId, objectId }, applicationId: id, prove, login };
}

async function allowed(stage: Stage) {
  const made = await registered(stage);
  await stage.allowInExchange({ ...made.ids, mailboxes: [mailbox] });
  await stage.settle();
  return made;
}

function wireCases(stage: Stage, wire: () => Wire): void {
  const relay = () => stage.ports().mailRelay;
  const ready = async (): Promise<SmtpLogin> => (await allowed(stage)).login(mailbox);
  const setExchange = (exchange: object) => wire().sandbox.putWorld({ exchange });

  test('the mail arrives once, and the service is another than the one by password', async () => {
    await relay().send(await ready(), mail);
    expect((await wire().sandbox.state())['mail']).toMatchObject([{ from: mailbox, messageId: mail.messageId }]);
    const { smtp } = await wire().sandbox.cloud();
    expect(relay().endpoint('exchange')).toEqual({ host: smtp.exchange.host, port: smtp.exchange.port });
    expect(relay().endpoint('exchange')).not.toEqual(relay().endpoint('acs'));
  });

  test('a From that is another mailbox is told as that, and nothing is sent', async () => {
    const stranger = { ...mail, from: { address: another, name: 'Somebody' } };
    const error = await refusal(relay().send(await ready(), stranger));
    expect(error).toMatchObject({ kind: 'needs-person', code: 'smtp-send-as-denied', vendor: { status: 554 } });
    expect((await wire().sandbox.state())['mail']).toEqual([]);
  });

  test.each([
    [
      'off for the mailbox',
      'smtp-auth-off-mailbox',
      { mailbox: { address: mailbox, smtpClientAuthenticationDisabled: true } },
    ],
    [
      'off for the tenant',
      'smtp-auth-off-tenant',
      { mailbox: { address: mailbox, smtpClientAuthenticationDisabled: null } },
    ],
    ['locked by security defaults', 'smtp-security-defaults', { securityDefaults: true }],
  ])('SMTP AUTH %s: each variant of 5.7.139 is told from the others', async (_what, code, change) => {
    const login = await ready();
    await setExchange(change);
    expect(await refusal(relay().logIn(login))).toMatchObject({ code, kind: 'not-yet' });
  });

  test('what is no token is refused, and not kept in the error', async () => {
    const { ids } = await allowed(stage);
    const token = new Secret(`not.a.${ids.appId}`);
    const error = await refusal(relay().logIn({ relay: 'exchange', login: 'oauth', mailbox, token }));
    expect(error).toMatchObject({ code: 'smtp-auth-refused' });
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(ids.appId);
  });

  test.each(['CONNECT', 'AUTH', 'MAIL', 'DATA'])('a temporary refusal (4xx) of %s is retryable', async (method) => {
    const login = await ready();
    await wire().fault({ match: { neighbour: 'exchange-smtp', method }, status: 451 });
    expect(await refusal(relay().send(login, mail))).toMatchObject({ kind: 'retryable', code: 'smtp-busy' });
    expect((await wire().sandbox.state())['mail']).toEqual([]);
  });

  test.each([
    ['AUTH', 'before', 0],
    ['DATA', 'after', 1],
  ] as const)('a connection that dies at %s (%s the work) is retryable', async (method, drop, arrived) => {
    const login = await ready();
    await wire().fault({ match: { neighbour: 'exchange-smtp', method }, drop });
    expect(await refusal(relay().send(login, mail))).toMatchObject({ kind: 'retryable', code: 'smtp-unreachable' });
    expect((await wire().sandbox.state())['mail']).toHaveLength(arrived);
  });
}
