import { slackError } from './errors.ts';
import type { Member } from './member.ts';
import type { Room } from './room.ts';

/** App Home as it is now. Opened anew it is drawn anew, so one that failed is only logged. */
export async function publishHome(room: Room, { userId, person }: Member): Promise<void> {
  try {
    const view = room.render.home(await room.homeOf(person));
    await room.client.views.publish({ user_id: userId, view: view as never });
  } catch (thrown) {
    const { code, vendor } = slackError(thrown);
    room.logger.warn({ code, vendor }, 'App Home could not be drawn');
  }
}
