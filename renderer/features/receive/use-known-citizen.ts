import { useEffect } from 'react';
import { useOffice } from '#renderer/office/index.ts';
import { parseIdNumber } from '#shared/citizen/index.ts';
import { plainNumber } from './model/applicant.ts';
import { useReception } from './use-reception.tsx';

const DELAY_MS = 80;

/** Asks, for every number that is whole, whether its owner was received here before. Silence when the office cannot say. */
export function useKnownCitizen(): void {
  const office = useOffice();
  const { form, submission, dispatch } = useReception();
  const { fields, known } = form.applicant;
  const number = plainNumber(fields.idNumber);
  const isWhole = fields.idKind !== 'none' && parseIdNumber(number, fields.idKind).ok;
  const asks = isWhole && known === null && submission.phase === 'editing';
  useEffect(() => {
    if (!asks) return undefined;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      office.citizens.find({ idNumber: number }, { signal: ending.signal }).then(
        ({ citizen }) => {
          if (citizen !== null && !ending.signal.aborted)
            dispatch({ kind: 'known-found', asked: number, citizen });
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
  }, [office, number, asks, dispatch]);
}
