import { PdfError } from '../forms/index.ts';
import { type Archive, ArchiveError } from './archive.ts';
import type { Job } from './jobs-table.ts';
import type { PrintingPorts } from './ports.ts';
import type { JobProblem } from './problems.ts';

export type MadePaper = { pdf: Uint8Array; sha256: string; form: string };

/** Why a paper could not be made; the code is what the job shows. */
export class PaperError extends Error {
  readonly code: JobProblem;
  constructor(code: JobProblem, cause: unknown) {
    super(code, { cause });
    this.name = 'PaperError';
    this.code = code;
  }
}

/**
 * The archived PDF of a job: the one already made (a retry prints the same paper), the stamped original of a reprint,
 * or a new one. When it resolves, the bytes are in the archive and on the disk. Rejects with PaperError only.
 */
export async function makePaper(
  ports: Pick<PrintingPorts, 'renderer' | 'papers'>,
  archive: Archive,
  job: Job,
): Promise<MadePaper> {
  try {
    if (job.sha256 !== null && job.form !== null) {
      return { pdf: archive.read(job.sha256), sha256: job.sha256, form: job.form };
    }
    const { pdf, form } =
      job.sourceSha256 === null ? await draw(ports, job) : await stamp(ports, archive, job);
    const sha256 = await archive.write(pdf).catch((error: unknown) => {
      throw new PaperError('archive-failed', error);
    });
    return { pdf, sha256, form };
  } catch (error) {
    if (error instanceof PaperError) throw error;
    if (error instanceof PdfError || error instanceof ArchiveError) throw new PaperError(error.code, error);
    throw new PaperError('internal', error);
  }
}

type Drawn = { pdf: Uint8Array; form: string };

async function draw(
  { papers, renderer }: Pick<PrintingPorts, 'renderer' | 'papers'>,
  job: Job,
): Promise<Drawn> {
  const { documents, form, at } = papers.documentFor(job);
  return { pdf: await renderer.render(documents, { layout: job.layout, at }), form };
}

async function stamp(
  { papers, renderer }: Pick<PrintingPorts, 'renderer' | 'papers'>,
  archive: Archive,
  job: Job,
): Promise<Drawn> {
  const form = job.form ?? '';
  const original = archive.read(job.sourceSha256 ?? '');
  return { pdf: await renderer.stamp(original, papers.reprintMark(form, job.reprint, job.dossierId)), form };
}
