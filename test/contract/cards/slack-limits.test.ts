import { expect, test } from 'vitest';
import { slackLimits } from '../../../cards/limits-slack.ts';
import { LIMITS } from '../../../infra/sandbox/slack/table.ts';

// Two tables of the same facts, kept apart on purpose: what the renderer allows itself, the sandbox's Slack must take.

const sandbox: Record<keyof typeof slackLimits, number> = {
  blocks: LIMITS.blocksPerMessage,
  viewBlocks: LIMITS.blocksPerView,
  messageChars: LIMITS.blockCharacters,
  viewChars: LIMITS.viewBytes,
  text: LIMITS.updateText,
  sectionText: LIMITS.sectionText,
  fields: LIMITS.sectionFields,
  fieldText: LIMITS.fieldText,
  header: LIMITS.headerText,
  contextElements: LIMITS.contextElements,
  contextText: LIMITS.contextText,
  actions: LIMITS.actionsElements,
  buttonTitle: LIMITS.buttonText,
  buttonValue: LIMITS.buttonValue,
  url: LIMITS.url,
  accessibilityLabel: LIMITS.accessibilityLabel,
  actionId: LIMITS.id,
  blockId: LIMITS.id,
  callbackId: LIMITS.id,
  privateMetadata: LIMITS.privateMetadata,
  confirmTitle: LIMITS.confirmTitle,
  confirmText: LIMITS.confirmText,
  confirmButton: LIMITS.confirmButton,
  overflow: LIMITS.overflowOptions,
  dialogTitle: LIMITS.viewTitle,
  submitTitle: LIMITS.viewButton,
  fieldLabel: LIMITS.inputLabel,
  hint: LIMITS.inputHint,
  placeholder: LIMITS.placeholder,
  inputValue: LIMITS.inputText,
  choices: LIMITS.options,
  choiceGroups: LIMITS.optionGroups,
  choiceTitle: LIMITS.optionText,
  choiceValue: LIMITS.optionValue,
  radios: LIMITS.radioOptions,
};

test.each(Object.entries(slackLimits))('%s: the renderer stays within the sandbox', (name, ours) => {
  expect(ours).toBeLessThanOrEqual(sandbox[name as keyof typeof slackLimits]);
});
