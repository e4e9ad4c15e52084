import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { Connection, ConnectionState, OfficeClient } from './connection.ts';

const ConnectionContext = createContext<Connection | null>(null);

export function OfficeProvider(props: { connection: Connection; children: ReactNode }) {
  return <ConnectionContext value={props.connection}>{props.children}</ConnectionContext>;
}

/** The connection of this window. Throws outside an OfficeProvider. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error('no OfficeProvider above this component');
  return connection;
}

/** The contract as typed calls; every call settles (answer, `timeout` or `disconnected`) and throws OfficeError. */
export function useOffice(): OfficeClient {
  return useConnection().client;
}

export function useConnectionState(): ConnectionState {
  const { state } = useConnection();
  return useSyncExternalStore(state.subscribe, state.get);
}
