import { createContext, type ReactNode, useContext } from 'react';

const Station = createContext<string | undefined>(undefined);

/** Whose devices the page shows: a station of the list, or, until it is known, the office's own PC. */
export function StationProvider(props: { station: string | undefined; children: ReactNode }) {
  return <Station.Provider value={props.station}>{props.children}</Station.Provider>;
}

/** The `station` of a call, left out while it is not known. */
export function useStation(): { station?: string } {
  const station = useContext(Station);
  return station === undefined ? {} : { station };
}
