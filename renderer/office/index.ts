export { applyEvent } from './apply-event.ts';
export {
  type Connection,
  type ConnectionState,
  type OfficeClient,
  openConnection,
} from './connection.ts';
export { enterAsDevice, isDeviceWindow } from './device.ts';
export { isOfficeError, type OfficeError, officeError, toOfficeError } from './errors.ts';
export { followEvents } from './events.ts';
export { openWindowConnection } from './host.ts';
export { type LatestCall, latestCall } from './latest-call.ts';
export { type NewestListener, newestListener, serialScans } from './newest-listener.ts';
export { queryKeys } from './query-keys.ts';
export { OfficeProvider, useConnection, useConnectionState, useOffice } from './react.tsx';
export { newRequestId } from './request-id.ts';
export { sendUntilAnswered, waitForNextTry } from './send-until-answered.ts';
export {
  type FormTicket,
  type ServedTicket,
  ticketAfter,
  ticketBeside,
  useServedTicket,
  useTicketNow,
} from './served-ticket.ts';
export { type Session, SessionProvider, useSession } from './session.tsx';
export { closeTokenSession, openTokenSession, type TokenSession } from './token-sessions.ts';
export { useOfficeClock } from './use-office-clock.ts';
export { type ValueStore, valueStore } from './value-store.ts';
