import { expect, test, vi } from 'vitest';
import { confirmOn, openOn } from '../support/life-play.ts';
import { answerOf, dialogOf, wordsOf } from '../support/scenario-cards.ts';
import { approve, personId, playRequest, press, untilCard, untilReady } from '../support/scenario-play.ts';
import { brief, briefLag, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { expectWorld, nothing, oneSender, times } from '../support/scenario-world.ts';

const scene = sharedScene({ faults: brief });
/** What a Cancel interrupted may still arrive: for two minutes a removal does not believe that it is not there. */
const removal = 180_000;
vi.setConfig({ testTimeout: 2 * removal });

test('cancelled while it is being set up, everything made so far is removed', async () => {
  const { sandbox } = scene();
  await sandbox.putFaults({ lag: { ...briefLag, role: [60_000, 90_000] } });
  const card = await playRequest(sandbox, { appName: 'Regret', localPart: 'regret' });
  await approve(sandbox, card);
  await expectWorld(sandbox, oneSender);
  const mine = await untilCard(sandbox, 'personal:owner', { button: 'Cancel…', says: /Regret: setting up/ });
  const dialog = dialogOf(await press(sandbox, 'owner', mine, 'Cancel…'));
  expect(dialog.words).toMatch(/What was made so far is removed again/);
  await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0 });
  await untilCard(sandbox, 'personal:owner', { id: mine.id, says: /Regret: removed/ }, removal);
  await expectWorld(sandbox, nothing);
  await sandbox.putFaults({ lag: briefLag });
});

test('retired, nothing is left but what Azure keeps for a while; the name can be asked for anew', async () => {
  const { sandbox } = scene();
  const wish = { appName: 'Office printer', localPart: 'printer', client: 'printer' };
  await approve(sandbox, await playRequest(sandbox, wish));
  const ready = await untilReady(sandbox, wish.appName);
  await expectWorld(sandbox, times(1));
  await confirmOn(sandbox, 'It is installed…');
  const dialog = await openOn(sandbox, 'Retire…');
  expect(dialog.words).toMatch(/printer@mail\.contoso\.com stops within an hour/);
  expect(answerOf(await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0 }))).toMatch(/^Retired/);
  const gone = await untilCard(sandbox, 'personal:owner', { id: ready.id, says: /Office printer: removed/ }, removal);
  expect(wordsOf(gone.card)).toMatch(/Nothing of it is left but the record/);
  await expectWorld(sandbox, nothing);
  await approve(sandbox, await playRequest(sandbox, wish));
  await untilReady(sandbox, wish.appName);
  await expectWorld(sandbox, times(1));
});

test('a person who cannot be reached is a matter the next in line sees, and the card comes when it can', async () => {
  const { sandbox } = scene();
  const wish = { appName: 'Night shift', localPart: 'night', secondOwner: await personId(sandbox, 'owner2') };
  const card = await playRequest(sandbox, wish);
  await untilCard(sandbox, 'personal:owner', { button: 'Withdraw', says: /Night shift: waiting/ });
  await sandbox.install({ conversation: 'owner', state: 'blocked' });
  await approve(sandbox, card);
  await untilCard(sandbox, 'personal:owner2', { says: /Mara Lindt could not be reached about Night shift/ });
  // The second owner can do it alone.
  await untilCard(sandbox, 'personal:owner2', { button: 'Show credentials', says: /Night shift: proven/ });
  await sandbox.install({ conversation: 'owner', state: 'installed' });
  await untilReady(sandbox, wish.appName);
});

test('and no secret was written down', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
