/**
 * From here on Exchange Online takes no password over SMTP unless an administrator turns that on again; the day it goes for good is
 * announced in the second half of 2027 (Exchange Team blog of January 2026, facts/azure §7.5; older dates are obsolete). "End of
 * December": the last day is said, and it may be earlier by days.
 */
export const basicAuthEnd = new Date('2026-12-31T00:00:00Z');
