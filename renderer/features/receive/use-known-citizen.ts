import { useEffect } from 'react';
import { useOffice } from '#renderer/office/index.ts';
import { parseIdNumber } from '#shared/citizen/index.ts';
import type { KnownCitizen } from '#shared/contract/index.ts';
import type { ApplicantKind } from '#shared/dossier/index.ts';
import { plainNumber } from './model/applicant.ts';
import type { ApplicantPart } from './model/form.ts';
import { useReception } from './use-reception.tsx';

const DELAY_MS = 80;

/** Asks, for every number that is whole, whether its owner was received here before. Silence when the office cannot say. */
export function useKnownCitizen(): void {
  const { form, dispatch } = useReception();
  useKnown(form.applicant, form.applicantKind, (asked, citizen) =>
    dispatch({ kind: 'known-found', asked, citizen }),
  );
  const index = form.openCoApplicant;
  const opened = index === null ? undefined : form.coApplicants[index];
  useKnown(opened, 'person', (asked, citizen) => {
    if (index !== null) dispatch({ kind: 'people-known', index, asked, citizen });
  });
}

function useKnown(
  part: ApplicantPart | undefined,
  kind: ApplicantKind,
  onFound: (asked: string, citizen: KnownCitizen) => void,
): void {
  const office = useOffice();
  const { submission } = useReception();
  const number = plainNumber(part?.fields.idNumber ?? '');
  const idKind = part?.fields.idKind ?? 'none';
  const isWhole = idKind !== 'none' && parseIdNumber(number, idKind).ok;
  const asks = isWhole && part?.known === null && submission.phase === 'editing';
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onFound` is made anew with every key; only the number asks anew
  useEffect(() => {
    if (!asks) return undefined;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      office.citizens.find({ idNumber: number, kind }, { signal: ending.signal }).then(
        ({ citizen }) => {
          if (citizen !== null && !ending.signal.aborted) onFound(number, citizen);
        },
        () => {
          // Not knowing somebody hinders nothing: the clerk types on.
        },
      );
    }, DELAY_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [office, number, kind, asks]);
}
