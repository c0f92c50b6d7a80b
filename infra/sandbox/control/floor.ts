// The fastest that approve → proven log-in can be for one application, from the latencies and lags it really drew. A call's effect
// exists when its reply leaves, and a replica answers with what it knew when the request arrived; so along a chain both add up and no
// client, however it polls, can be faster.
import type { Context, Timing } from '../context.ts';
import type { Application, World } from '../world.ts';

type Step = { step: string; ms: number };
type Branch = { name: string; chain: Step[]; ms: number };
export type Floor = { uniqueName: string; longest: string; chain: Step[]; totalMs: number; branches: Branch[] };

/** The floor, or a sentence that says what has not happened yet. */
export function floorOf(context: Context, uniqueName: string): Floor | string {
  const { world } = context;
  const application = world.applications.find(
    (each) => each.uniqueName === uniqueName || each.displayName === uniqueName,
  );
  if (application === undefined) return `no application '${uniqueName}'`;
  const steps = stepsOf(context, application);
  if (typeof steps === 'string') return steps;
  const start = [steps.create, steps.appLag];
  const branches = [
    branch('role', [...start, steps.principal, steps.assignment, steps.roleLag, steps.logIn]),
    branch('token', [...start, steps.principal, steps.tokenLag, steps.logIn]),
    branch('password', [...start, steps.password, steps.passwordLag, steps.logIn]),
    branch('mailFrom', [steps.mailFrom, steps.logIn]),
  ];
  const longest = branches.reduce((best, each) => (each.ms > best.ms ? each : best));
  return { uniqueName, longest: longest.name, chain: longest.chain, totalMs: longest.ms, branches };
}

const branch = (name: string, chain: Step[]): Branch => ({
  name,
  chain,
  ms: chain.reduce((sum, { ms }) => sum + ms, 0),
});

type Steps = Record<
  | 'create'
  | 'appLag'
  | 'principal'
  | 'tokenLag'
  | 'assignment'
  | 'roleLag'
  | 'password'
  | 'passwordLag'
  | 'mailFrom'
  | 'logIn',
  Step
>;

function stepsOf({ world, timings }: Context, application: Application): Steps | string {
  const principal = world.principals.find((each) => each.appId === application.appId);
  const password = application.passwords[0];
  const assignment = world.assignments.find((each) => each.principalId === principal?.id);
  const logIn = timings.find((each) => isLogIn(each, application));
  if (principal === undefined) return 'no principal yet';
  if (password === undefined) return 'no password yet';
  if (assignment === undefined) return 'no role assignment yet';
  if (logIn === undefined) return 'no successful log-in yet';
  const call = (step: string, test: (timing: Timing) => boolean): Step => ({
    step,
    ms: timings.find(test)?.latencyMs ?? 0,
  });
  const lag = (step: string, made: number, visibleAt: number): Step => ({ step, ms: Math.max(0, visibleAt - made) });
  return {
    create: call('create application', ({ exchange }) => isCreate(exchange, application)),
    appLag: lag('application replicates', Date.parse(application.createdDateTime), application.visibleAt),
    principal: call('create principal', (each) => posts(each, '/servicePrincipals', { appId: application.appId })),
    // Role assignments with principalType take a principal at once; only the log-in waits for it to replicate.
    tokenLag: lag('log-in service knows the principal', principal.createdAt, principal.tokenVisibleAt),
    assignment: call('assign role', (each) => each.exchange.url.includes(`/roleAssignments/${assignment.name}`)),
    roleLag: lag('role takes effect', Date.parse(assignment.createdOn), assignment.visibleAt),
    password: call('add password', (each) => gaveKey(each, password.keyId)),
    passwordLag: lag('password replicates', Date.parse(password.startDateTime), password.visibleAt),
    mailFrom: call('MailFrom address', ({ exchange }) => mailFromOf(world, exchange.url, exchange.method)),
    logIn: { step: 'log in', ms: logIn.latencyMs },
  };
}

type Wire = Timing['exchange'];

const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null && name in body ? (body as Record<string, unknown>)[name] : undefined;

function isCreate(exchange: Wire, application: Application): boolean {
  return (
    exchange.neighbour === 'graph' && exchange.status === 201 && field(exchange.responseBody, 'id') === application.id
  );
}

function posts({ exchange }: Timing, path: string, wanted: { appId: string }): boolean {
  const isPost = exchange.method === 'POST' && exchange.url.endsWith(path);
  return isPost && field(exchange.requestBody, 'appId') === wanted.appId;
}

function gaveKey({ exchange }: Timing, keyId: string): boolean {
  return exchange.url.endsWith('/addPassword') && field(exchange.responseBody, 'keyId') === keyId;
}

function mailFromOf(world: World, url: string, method: string): boolean {
  return method === 'PUT' && world.senderUsernames.some((each) => url.includes(`/senderUsernames/${each.name}`));
}

/** smtp/ records AUTH with the application it let in. */
function isLogIn({ exchange }: Timing, application: Application): boolean {
  if (exchange.neighbour !== 'smtp' || exchange.method !== 'AUTH') return false;
  return JSON.stringify([exchange.requestBody, exchange.responseBody]).includes(application.appId);
}
