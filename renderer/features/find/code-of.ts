import type { Dossier } from '#shared/dossier/index.ts';

/** The code a dossier goes by: this office's own, else the first. */
export function codeOf({ codes }: Pick<Dossier, 'codes'>): string {
  return (codes.find((one) => one.kind === 'own') ?? codes[0])?.code ?? '';
}

/** Which dossier and whose, for a question about it: "H44.152-261122-0002 · Trần Văn Bình". */
export function aboutOf(dossier: Pick<Dossier, 'codes' | 'applicant'>): string {
  return [codeOf(dossier), dossier.applicant.name].filter((part) => part !== '').join(' · ');
}
