import type { View, ViewName } from '../src/chat/view.ts';

/** The data of one view by its name. */
export type ViewOf<Name extends ViewName> = Extract<View, { view: Name }>;
