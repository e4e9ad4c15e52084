import { documentSigned } from '#shared/journal/index.ts';
import type { Step } from './steps.ts';
import type { Fate } from './upload.ts';
import type { Place, World } from './world.ts';

/** Few enough that two offices, or one twice, sign the same file. */
const COMMON_FILES = 40;
const MOST_BYTES = 4000;

/** A file of a dossier is signed here: its entry names it, its bytes wait to be wanted (P19). */
function signFile({ random, ledger, people }: World, { desk, disk }: Place): string {
  const dossiers = ledger.dossiersOf(disk.office);
  if (dossiers.length === 0) return 'nothing';
  const dossierId = random.pick(dossiers);
  const isCommon = random.below(4) === 0;
  const seed = isCommon ? random.below(COMMON_FILES) : random.below(2 ** 31);
  const size = 1 + (isCommon ? (seed * 97) % MOST_BYTES : random.below(MOST_BYTES));
  const bytes = Uint8Array.from({ length: size }, (_, index) => (seed * 31 + index * 7 + (index >> 5)) & 255);
  const sha256 = desk.keepFile(bytes);
  const id = `signed-${people}-${random.below(2 ** 31)}`;
  desk.db.transaction((tx) =>
    desk.journal.appendInTx(tx, {
      kind: documentSigned,
      actor: 'u-clerk',
      subject: dossierId,
      body: {
        id,
        documentId: `paper.${dossierId}.1`,
        dossierId,
        document: 'paper',
        paper: null,
        revision: 1,
        title: 'Giấy tiếp nhận',
        original: '0'.repeat(64),
        before: '0'.repeat(64),
        after: sha256,
        bytes: size,
        role: 'organisation',
        certificate: {
          fingerprint: '1'.repeat(64),
          owner: 'UBND xã',
          organisation: '',
          issuer: 'thử',
          serial: '1',
          validFrom: '',
          validTo: '',
        },
        tokenKind: 'software',
        training: true,
        signedAt: '',
        timestamp: 'off',
        validation: 'off',
        batchId: id,
      },
    }),
  );
  return isCommon ? 'a file that others have too' : 'done';
}

/** What befalls a piece of a file: nothing, most of the time. */
export function fateOf({ random, counts }: World): () => Fate {
  return () => {
    const what = (['lost', 'answer-lost', 'hurt'] as const)[random.below(30)];
    if (what !== undefined) counts.add(`piece of a file: ${what}`);
    return what ?? 'arrives';
  };
}

export const FILE_STEPS: readonly Step[] = [
  { name: 'sign-file', weight: 30, step: signFile },
  {
    name: 'send-files',
    weight: 25,
    step: (world, { desk }) => desk.sendFiles(world.seat, fateOf(world)),
  },
];
