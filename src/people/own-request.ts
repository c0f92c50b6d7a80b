import type { MailRequest } from '../requests/request.ts';

/**
 * Whose request is it? Submitter, beneficiary, every proposed and present owner, everybody who edited it: none of them decides on it, on
 * any platform. `presentOwners` = the sender's owners as they are now.
 */
export function concerned(
  request: Pick<MailRequest, 'submittedBy' | 'editedBy' | 'desired'>,
  presentOwners: readonly string[] = [],
): string[] {
  const { submittedBy, editedBy, desired } = request;
  const beneficiary = desired.onBehalfOf === null ? [] : [desired.onBehalfOf];
  return [...new Set([submittedBy, ...beneficiary, ...desired.owners, ...presentOwners, ...editedBy])];
}

export const isOwnRequest = (
  request: Pick<MailRequest, 'submittedBy' | 'editedBy' | 'desired'>,
  personId: string,
  presentOwners: readonly string[] = [],
): boolean => concerned(request, presentOwners).some((id) => id.toLowerCase() === personId.toLowerCase());
