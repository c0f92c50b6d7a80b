// Rival of ack-slack: the vendor's quick start (docs.slack.dev, "Building an app with Bolt for JavaScript") with one listener that acknowledges every
// press. It checks the signature and its age. It leaves out what Sendpass does besides: it has no store, takes a delivery twice, asks nobody who pressed
// or what they may, answers nothing, and what it accepted is lost with its process.
import bolt from '@slack/bolt';

const env = (name: string): string => process.env[name] ?? '';

const app = new bolt.App({
  signingSecret: env('SLACK_SIGNING_SECRET'),
  authorize: async () => ({ botToken: env('SLACK_BOT_TOKEN'), botId: 'B0', botUserId: 'U0' }),
});
app.action(/^/, async ({ ack }) => {
  await ack();
});
const server = await app.start(0);
const address = server.address();
console.log(`listening ${typeof address === 'object' && address ? address.port : 0}`);
