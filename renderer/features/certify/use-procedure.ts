import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { ProcedureHit } from '#shared/contract/index.ts';

const KEY = 'tram.certify.procedure';
const OFFERED = 8;

/** The procedure that is recorded, out of those the catalogue finds for certified copies; the choice stays on this PC. */
export function useProcedure(): {
  procedure: Procedure | null;
  offered: readonly ProcedureHit[];
  choose: (code: string) => void;
  failure: unknown;
} {
  const t = useTexts();
  const office = useOffice();
  const [chosen, setChosen] = useState(readChoice);
  const query = t('certify.procedureQuery');
  const found = useQuery({
    queryKey: queryKeys.procedureSearch(`certify ${query}`),
    queryFn: () => office.catalog.search({ query, limit: OFFERED }),
  });
  const offered = found.data?.hits ?? [];
  const code = offered.find((hit) => hit.code === chosen)?.code ?? offered[0]?.code ?? null;
  const read = useQuery({
    queryKey: queryKeys.procedure(code ?? ''),
    queryFn: () => office.catalog.get({ code: code ?? '' }),
    enabled: code !== null,
  });
  return {
    procedure: code === null ? null : (read.data?.procedure ?? null),
    offered,
    choose: (next) => {
      setChosen(next);
      keepChoice(next);
    },
    failure: found.error ?? read.error,
  };
}

function readChoice(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keepChoice(code: string): void {
  try {
    window.localStorage.setItem(KEY, code);
  } catch {
    // Denied by policy: it lives as long as this page.
  }
}
