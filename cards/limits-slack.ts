/**
 * Block Kit's limits a view could break. Held already, by a test over every view, so that the second renderer needs no other words.
 * Sources: @slack/types, docs.slack.dev block-kit/blocks and views.
 */
export const slackLimits = {
  buttonTitle: 75,
  buttonValue: 2000,
  dialogTitle: 24,
  submitTitle: 24,
  header: 150,
  fieldLabel: 2000,
  hint: 2000,
  choices: 100,
  choiceTitle: 75,
  blocks: 50,
  actions: 25,
  actionId: 255,
};
