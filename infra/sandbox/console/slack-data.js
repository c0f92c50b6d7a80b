// Slack's conversations and accounts as the rest of the console knows conversations and people.

/** What was whispered stands among the messages, in order, with its one reader. Where the app cannot come is left out. */
export function slackConversations(places) {
  return places
    .filter((each) => each.members.includes('bot') && !each.isArchived)
    .map((each) => ({
      ...each,
      id: `slack:${each.id}`,
      messages: [...each.messages, ...each.ephemerals.map(asMessage)].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    }));
}

const asMessage = ({ from, gone, ...rest }) => ({
  ...rest,
  from: from === 'app' ? 'bot' : 'Slackbot',
  deleted: gone,
  updatedAt: null,
  replyToId: null,
});

/** A guest is called so where a colleague's role stands. */
export function slackAccounts(users, people) {
  return users.map((each) => ({
    ...each,
    roles: people.find((person) => person.id === each.id)?.roles ?? [roleOf(each)],
  }));
}

function roleOf({ isForeign, deleted, guest }) {
  if (isForeign) return 'from another workspace';
  if (deleted) return 'deactivated';
  return guest === 'no' ? 'colleague' : 'guest';
}
