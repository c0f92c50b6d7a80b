// What exists in the imitated cloud, as calm tables, and the few things one may do to it.
import { putTier, reset } from './api.js';
import { date, h, icon } from './dom.js';
import { refresh, store } from './store.js';
import { toast } from './toast.js';

const mono = (text) => h('code', {}, text ?? '–');
const last = (path) => (path ?? '').split('/').at(-1);
const appName = (appId) => store.state.applications.find((each) => each.appId === appId)?.displayName ?? appId;
const principalName = (id) => store.state.principals.find((each) => each.id === id)?.displayName ?? id;
const newest = (secret) => secret.versions.at(-1);
const unix = (seconds) => (seconds ? date(new Date(seconds * 1000).toISOString()) : '–');

/** Title, the state's list, column heads, one row's cells. Never a secret's value: the sandbox does not send any. */
const TABLES = [
  [
    'Applications',
    'applications',
    ['Name', 'Unique name', 'Client id'],
    (each) => [each.displayName, mono(each.uniqueName), mono(each.appId)],
  ],
  [
    'Service principals',
    'principals',
    ['Name', 'Enabled', 'Object id'],
    (each) => [each.displayName, each.accountEnabled ? 'yes' : 'no', mono(each.id)],
  ],
  [
    'Secrets of applications',
    'passwords',
    ['Application', 'Starts with', 'Ends'],
    (each) => [appName(each.appId), mono(`${each.hint}…`), date(each.endDateTime)],
  ],
  [
    'Role assignments',
    'assignments',
    ['To', 'On'],
    (each) => [principalName(each.principalId), mono(last(each.scope))],
  ],
  [
    'MailFrom addresses',
    'senderUsernames',
    ['Address', 'Display name'],
    (each) => [`${each.username}@${each.domain}`, each.displayName ?? '–'],
  ],
  [
    'SMTP usernames',
    'smtpUsernames',
    ['Username', 'Application'],
    (each) => [mono(each.username), appName(each.entraApplicationId)],
  ],
  [
    'Key Vault',
    'vault',
    ['Secret', 'Versions', 'Ends'],
    (each) => [mono(each.name), String(each.versions.length), unix(newest(each)?.exp)],
  ],
  [
    'Deleted, can be restored',
    'deletedApplications',
    ['Name', 'Client id'],
    (each) => [each.displayName, mono(each.appId)],
  ],
];

export function makeCloudPane() {
  const title = h('h2', {}, 'Cloud');
  const about = h('span', { class: 'soft' });
  const tables = h('div', { class: 'tables' });
  const tiers = ['default', 'raised'].map((tier) => {
    const input = h('input', { type: 'radio', name: 'tier', value: tier, onchange: () => void choose(tier) });
    return { tier, input, label: h('label', {}, input, h('span', {}, tier)) };
  });
  const quota = h('fieldset', { class: 'segments' }, h('legend', {}, 'Mail quota'), ...tiers.map((each) => each.label));
  const again = h('button', { type: 'button', class: 'danger', onclick: () => void startOver() }, 'Reset the world…');
  const scroller = h(
    'div',
    { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Objects in the cloud' },
    h('div', { class: 'tools' }, quota, again),
    tables,
  );
  let shown = '';

  async function choose(tier) {
    try {
      await putTier(tier);
      toast(
        'Mail quota',
        tier === 'raised'
          ? 'Raised: stated numbers.'
          : 'Default: 30 a minute, 100 an hour, no further MailFrom addresses.',
      );
    } catch (error) {
      toast('Not changed', error.message, 'bad');
    }
    await refresh();
  }

  async function startOver() {
    if (!confirm('Reset the world? Every object, mail and message is gone; the bot’s own database is not.')) return;
    try {
      await reset();
    } catch (error) {
      toast('Not reset', error.message, 'bad');
    }
    await refresh();
  }

  function draw() {
    const { state } = store;
    if (!state) return;
    for (const { tier, input } of tiers) input.checked = state.tier === tier;
    const key = JSON.stringify(TABLES.map(([, list]) => state[list]));
    if (key === shown) return;
    shown = key;
    const total = TABLES.reduce((sum, [, list]) => sum + (state[list]?.length ?? 0), 0);
    about.textContent = total === 0 ? 'nothing made yet' : `${total} objects`;
    tables.replaceChildren(...TABLES.map((each) => tableOf(state, ...each)).filter(Boolean));
  }
  draw();
  const head = [
    h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, icon('cloud')),
    h('div', { class: 'names' }, title, about),
  ];
  return { title, head, body: [scroller], draw };
}

function tableOf(state, title, list, heads, cells) {
  const rows = state[list] ?? [];
  if (rows.length === 0 && list.startsWith('deleted')) return null;
  const caption = h('h3', {}, title, h('span', { class: 'count' }, rows.length === 0 ? 'none' : String(rows.length)));
  if (rows.length === 0) return h('section', { class: 'none' }, caption);
  const head = h('tr', {}, ...heads.map((each) => h('th', { scope: 'col' }, each)));
  const body = rows.map((row) => h('tr', {}, ...cells(row).map((each) => h('td', {}, each))));
  return h(
    'section',
    {},
    caption,
    h(
      'div',
      { class: 'wide', tabindex: '0', role: 'region', 'aria-label': title },
      h('table', { class: 'objects' }, h('thead', {}, head), h('tbody', {}, ...body)),
    ),
  );
}
