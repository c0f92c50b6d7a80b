/**
 * Block Kit's limits as data. The first part is Slack's (@slack/types, docs.slack.dev block-kit and views, facts/chat §3) and is kept
 * whatever is shown; a test holds it under the sandbox's own table.
 */
export const slackLimits = {
  blocks: 50,
  viewBlocks: 100,
  /**
   * All blocks of a message as JSON, what is not ASCII counted as `\uXXXX`. Undocumented: `msg_blocks_too_long` was seen from about 13,200
   * characters on (bolt-js #2509, #2867), and nobody outside knows what is counted. This errs on the small side.
   */
  messageChars: 12_000,
  /** A view may have 250 kB (`view_too_large`); counted as above. */
  viewChars: 200_000,
  /** The text beside the blocks: Slack advises at most 4,000. */
  text: 3000,
  sectionText: 3000,
  fields: 10,
  fieldText: 2000,
  header: 150,
  contextElements: 10,
  contextText: 2000,
  actions: 25,
  buttonTitle: 75,
  buttonValue: 2000,
  url: 3000,
  accessibilityLabel: 75,
  actionId: 255,
  blockId: 255,
  callbackId: 255,
  privateMetadata: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  overflow: 5,
  dialogTitle: 24,
  submitTitle: 24,
  fieldLabel: 2000,
  hint: 2000,
  placeholder: 150,
  inputValue: 3000,
  choices: 100,
  choiceGroups: 100,
  choiceTitle: 75,
  choiceValue: 75,
  /** Radio buttons and check boxes. */
  radios: 10,
};

/** What is still a pleasure to read, and what one element of rich text is given; made smaller until a message fits. */
export const slackShown = {
  words: 2800,
  factValue: 600,
  /** A value up to here stands in one of two columns. */
  shortFact: 70,
  item: 400,
  items: 40,
  facts: 30,
  code: 8000,
  segments: 16,
  error: 250,
};

export type SlackShown = typeof slackShown;
