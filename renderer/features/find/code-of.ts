import type { Dossier } from '#shared/dossier/index.ts';

/** The code a dossier goes by: this office's own, else the first. */
export function codeOf({ codes }: Pick<Dossier, 'codes'>): string {
  return (codes.find((one) => one.kind === 'own') ?? codes[0])?.code ?? '';
}
