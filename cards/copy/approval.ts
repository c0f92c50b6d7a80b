import type { ChangeableField } from '../../src/requests/approve-changed.ts';
import { durationText } from './times.ts';
import { formCopy } from './request-form.ts';

const shown = (field: ChangeableField, value: string): string => (field === 'lifetime' ? durationText(value) : value);

/** "Secret lasts: 6 months → 3 months" */
export const changeText = ({ field, from, to }: { field: ChangeableField; from: string; to: string }): string =>
  `${formCopy[field].label}: ${shown(field, from)} → ${shown(field, to)}`;
