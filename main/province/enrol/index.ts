/** How offices are let in, get new keys, and are shut out. */
export {
  approveRequest,
  findRequest,
  keepRequest,
  listRequests,
  rejectRequest,
  type WaitingRequest,
} from './by-stick.ts';
export { ENROL_RATE, enrolByWire } from './by-wire.ts';
export {
  endInvitations,
  INVITATION_MS,
  type Invitation,
  inviteAgain,
  inviteOffice,
  type NewOffice,
} from './invitations.ts';
export { inviteWithShare } from './invite-share.ts';
export { findEncryptionKey, findOfficeKey, type OfficeKey } from './office-keys.ts';
export { type EnrolRefusal, NotLetIn } from './refusal.ts';
export { revokeOffice } from './revoke.ts';
export { isUnserved, noteUnserved, type Unserved } from './unserved.ts';
