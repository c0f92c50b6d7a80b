/**
 * Teams' limits as data. Sources: "Format your bot messages" (about 100 KB a message in UTF-16, stay under 80 KB), "Universal actions"
 * (at most 6 primary actions are drawn), cards reference (version 1.5). Lengths of texts are ours: what is still a pleasure to read.
 */
export const teamsLimits = {
  version: '1.5',
  bytes: 80 * 1024,
  /** The envelope around the card: activity, conversation reference, summary. */
  envelopeBytes: 8 * 1024,
  primaryActions: 6,
  title: 140,
  text: 1200,
  factValue: 500,
  factLabel: 40,
  item: 300,
  items: 30,
  facts: 20,
  buttonTitle: 40,
  dialogTitle: 60,
  /** Lines drawn one by one where a client has no element for code. */
  codeLines: 80,
  /** Lines the element for code is given; a longer text is for a computer anyway, and drawn line by line it would fill the whole card. */
  codeBlockLines: 240,
  codeLine: 400,
  choices: 200,
  choiceTitle: 100,
  inputValue: 4000,
  error: 300,
  summary: 300,
};

export type TeamsLimits = typeof teamsLimits;
