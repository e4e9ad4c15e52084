import correctedFirst from '../upgrade/samples/dossier-corrected.v1.json' with { type: 'json' };
import correctedSecond from '../upgrade/samples/dossier-corrected.v2.json' with { type: 'json' };
import corrected from '../upgrade/samples/dossier-corrected.v3.json' with { type: 'json' };
import { hold, type Rule } from './conformance-context.ts';
import { deskOf, judgedAs, nameOf, type Received, same } from './conformance-desk.ts';

const CORRECTIONS = { 1: correctedFirst.body, 2: correctedSecond.body, 3: corrected.body } as const;
const VERSIONS = [1, 2, 3] as const;

/** Rules on versions of entries. */
export const VERSION_RULES: readonly Rule[] = [
  {
    id: 'J13',
    async run(talk) {
      const desk = await deskOf(talk);
      for (const v of VERSIONS) {
        const received = desk.receive({ v });
        hold(
          judgedAs(await desk.say(), received) === 'accepted',
          `a reception of version ${v} was not accepted`,
        );
        // Accepted is also what nobody can read; one that was read has its code.
        const twin = desk.receive({ serial: received.serial });
        const verdict = (await desk.say()).get(twin.seq);
        hold(
          verdict?.state === 'conflict' && same(verdict.against, nameOf(received.entry)),
          `a reception of version ${v} was kept, and not read`,
        );
        const correct = (of: Received) =>
          desk.append({
            kind: 'dossier-corrected',
            v,
            subject: of.id,
            body: {
              ...CORRECTIONS[v],
              dossier: { ...CORRECTIONS[v].dossier, id: of.id, codes: [{ code: of.code, kind: 'own' }] },
              basedOn: { revision: 1, hash: of.entry.entry.hash },
            },
          });
        const first = correct(received);
        const second = correct(received);
        const said = await desk.say();
        hold(judgedAs(said, first) === 'accepted', `a correction of version ${v} was not accepted`);
        hold(
          judgedAs(said, second) === 'conflict: stale-base',
          `a correction of version ${v} was kept, and not read`,
        );
      }
    },
  },
];
