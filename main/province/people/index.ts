/** Who administers the province: accounts, sessions, delays after failures, first start, and what was done. */
export { type Act, AUDIT_ACTIONS, type AuditAction, type AuditLine, audit, listAudit } from './audit.ts';
export {
  createPerson,
  isSetUp,
  listPeople,
  type NewPerson,
  type Person,
  setPassword,
  setRights,
} from './people.ts';
export type { PeoplePorts } from './ports.ts';
export { Role } from './role.ts';
export { closeSession, findSession, openSession, type Session } from './sessions.ts';
export { ensureSetupCode, setUp } from './setup.ts';
export { isOwnPassword, type SignedIn, signIn } from './sign-in.ts';
