import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys, useOffice } from '#renderer/office/index.ts';

/** The drives that are plugged into the office's PC with the parcel files on them, and one folder besides where it was asked for. */
export function useStickPlaces() {
  const office = useOffice();
  const [folder, setFolder] = useState<string | null>(null);
  const found = useQuery({
    queryKey: queryKeys.stickPlaces(folder),
    queryFn: () => office.exchange.stickPlaces({ folder }),
    placeholderData: (before) => before,
    // A drive that was pulled out must not be offered from memory.
    gcTime: 0,
    retry: false,
  });
  /** Looks into a folder, anew where it was looked into before. */
  const lookInto = (wished: string): void => {
    if (wished === folder) void found.refetch();
    else setFolder(wished);
  };
  return { found, places: found.data?.places ?? [], folder, lookInto };
}
