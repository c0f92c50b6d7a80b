// Slack's limits with Slack's numbers (facts/chat.md §3: @slack/types, docs.slack.dev block-kit and rate-limits), kept apart from the
// product's own table on purpose: a wrong number there must be noticed here.
export const LIMITS = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** Characters of all texts of a message's blocks; not documented, seen in bolt-js issue 2509. */
  blockCharacters: 13_200,
  /** Longer is cut by chat.postMessage. */
  postText: 40_000,
  updateText: 4000,
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  headerText: 150,
  contextElements: 10,
  /** Not documented: as a field, the stricter of the numbers known for texts beside a section's. */
  contextText: 2000,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  accessibilityLabel: 75,
  id: 255,
  options: 100,
  optionGroups: 100,
  radioOptions: 10,
  overflowOptions: 5,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  inputLabel: 2000,
  inputHint: 2000,
  inputText: 3000,
  imageAlt: 2000,
  imageTitle: 2000,
  markdownText: 12_000,
  tableRows: 100,
  tableColumns: 20,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3000,
  viewBytes: 250_000,
  viewsInStack: 3,
  triggerMs: 3000,
  ackMs: 3000,
  responseUses: 5,
  responseMs: 30 * 60_000,
  sockets: 10,
};

/** Calls a minute per method. "50+" is a floor; the sandbox takes it as the ceiling, so that who stays below here stays below there. */
export const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
export type Tier = keyof typeof TIERS | 'none' | 'post';

/** One message a second and channel; "short bursts" are allowed, without a number: three. */
export const POST = { perSecond: 1, burst: 3, workspacePerMinute: 300 };
