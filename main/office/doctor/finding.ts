import type { DoctorCheck, DoctorFinding, DoctorVerdict } from '#shared/contract/index.ts';

/** A finding, and what of it may leave the office: numbers and words of closed lists. */
export type Finding = DoctorFinding & { facts: Readonly<Record<string, string | number | boolean>> };

type Parts = Partial<Pick<Finding, 'advice' | 'offeredBaud' | 'facts'>>;

function finding(
  verdict: DoctorVerdict,
  check: DoctorCheck,
  cause: string,
  found: string,
  parts: Parts = {},
): Finding {
  return { check, verdict, cause, found, advice: '', offeredBaud: null, facts: {}, ...parts };
}

/** It works. */
export const ok = (check: DoctorCheck, found: string, parts?: Parts): Finding =>
  finding('ok', check, 'ok', found, parts);

/** It works, and somebody should look at it. */
export const look = (check: DoctorCheck, cause: string, found: string, advice: string, parts?: Parts) =>
  finding('look', check, cause, found, { ...parts, advice });

/** It does not work. */
export const broken = (check: DoctorCheck, cause: string, found: string, advice: string, parts?: Parts) =>
  finding('broken', check, cause, found, { ...parts, advice });

/** There is nothing to look at. */
export const notNeeded = (check: DoctorCheck, cause: string, found: string): Finding =>
  finding('not-needed', check, cause, found);
