import { parseArgs } from 'node:util';
import { createExchangeClient } from '../fixtures/exchange-client.ts';
import { createPlainOffice } from '../fixtures/exchange-office.ts';
import { CONTAINER_RULES } from './conformance-containers.ts';
import { type Hands, hold, type Rule, RuleBroken } from './conformance-context.ts';
import { isProof } from './conformance-enrol.ts';
import { ENTRY_RULES } from './conformance-entries.ts';
import { ERASURE_RULES } from './conformance-erasures.ts';
import { FILE_RULES } from './conformance-files.ts';
import { handsBy } from './conformance-hands.ts';
import { JOURNAL_RULES } from './conformance-journal.ts';
import { NUMBER_RULES } from './conformance-numbers.ts';
import { startForProof } from './conformance-server.ts';
import { STICK_RULES } from './conformance-stick.ts';
import { createConversation } from './conformance-talk.ts';
import { VERSION_RULES } from './conformance-versions.ts';
import { say } from './measure.ts';

/** Every rule a server can be held to from outside; P3 changes keys, and is last. */
export const RULES: readonly Rule[] = [
  ...[CONTAINER_RULES, JOURNAL_RULES, VERSION_RULES, ENTRY_RULES, ERASURE_RULES].flat(),
  ...[STICK_RULES, FILE_RULES, NUMBER_RULES].flat(),
].sort((one, other) => orderOf(one.id) - orderOf(other.id));

function orderOf(id: string): number {
  return (id === 'P3' ? 1000 : 0) + 'PJL'.indexOf(id.charAt(0)) * 100 + Number(id.slice(1));
}

/** What became of each rule: `pass`, with what nobody could look at behind it, or where it is broken. */
export type Report = Record<string, string>;

const PASS = 'pass';
const PASS_BUT = `${PASS}; not looked at: `;
const isPass = (state: string): boolean => state === PASS || state.startsWith(PASS_BUT);

/**
 * Holds a server to the rules, by address and with a code for one office that is new to it. `only`: some of them.
 * Several addresses: instances of one server, asked in turn. `hands`: what its administrator does. Throws where not even an office can be let in.
 */
export async function conform(
  address: string | [string, ...string[]],
  {
    code,
    agencyCode,
    codeFormat,
    only,
    hands = null,
  }: {
    code: string;
    agencyCode?: string;
    codeFormat?: string;
    only?: string[];
    hands?: Hands | null;
  },
): Promise<Report> {
  const [first, ...rest] = typeof address === 'string' ? [address.replace(/\/$/, '')] : address;
  const client = createExchangeClient(first ?? '', ...rest);
  const office = createPlainOffice({
    ...(agencyCode === undefined ? {} : { agencyCode }),
    ...(codeFormat === undefined ? {} : { codeFormat }),
  });
  const request = office.enrolRequest(code);
  const container = await office.seal(request);
  const answer = await client.enrol(container);
  if (answer.type !== 'enrol-answer') {
    throw new Error(`the server let nobody in: ${answer.code}, ${answer.message}`);
  }
  hold(isProof(code, request, answer, container), 'P3: the answer is not proven by the code');
  client.pin(answer.province.keys);
  const missed: string[] = [];
  const talk = createConversation(client, office, answer.province.id, {
    hands,
    missed: (what) => missed.push(what),
  });
  const report: Report = {};
  for (const rule of RULES) {
    if (only !== undefined && !only.includes(rule.id)) continue;
    try {
      missed.length = 0;
      await rule.run(talk);
      report[rule.id] = missed.length === 0 ? PASS : `${PASS_BUT}${missed.join(', ')}`;
    } catch (error) {
      report[rule.id] = error instanceof Error ? error.message : String(error);
      if (!(error instanceof RuleBroken)) report[rule.id] = `could not be looked at: ${report[rule.id]}`;
    }
    const state = report[rule.id] ?? '';
    say(`${rule.id}  ${isPass(state) ? state : `FAIL: ${state}`}`);
  }
  return report;
}

/**
 * The proof `conformance`. `--url ADDRESS --code CODE` holds that server to every rule of SPEC.md that can be seen from
 * outside (`--agency-code`, `--code-format`: what the code's office was invited with); it needs one published pack. With
 * `--hands COMMAND` also to what shows once its administrator ends a station and takes in stick files (see `handsBy`).
 * Without `--url` it starts the server of this program: two instances on PostgreSQL where `DATABASE_URL` names one, which
 * answer in turn, and one on the embedded database.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { url: text, code: text, 'agency-code': text, 'code-format': text, hands: text, seed: text },
  });
  const { url, code, 'agency-code': agencyCode, 'code-format': codeFormat } = values;
  if (url !== undefined) {
    if (code === undefined) throw new Error('--url needs --code: an enrolment code for one new office');
    const report = await conform(url, {
      code,
      ...(agencyCode === undefined ? {} : { agencyCode }),
      ...(codeFormat === undefined ? {} : { codeFormat }),
      hands: values.hands === undefined ? null : handsBy(values.hands),
    });
    return summary({ [url]: report });
  }
  const reports: Record<string, Report> = {};
  for (const kind of ['postgres', 'pglite'] as const) {
    const server = await startForProof(kind);
    if (server === undefined) continue;
    say(`the server of this program on ${kind}, instances: ${server.addresses.length}`);
    try {
      reports[kind] = await conform(server.addresses, {
        code: await server.newCode(),
        hands: server.hands,
      });
    } finally {
      await server.close();
    }
  }
  return summary(reports);
}

function summary(reports: Record<string, Report>): { ok: boolean; figures: Record<string, unknown> } {
  const states = Object.values(reports).flatMap((report) => Object.values(report));
  const failed = states.filter((state) => !isPass(state)).length;
  const ok = failed === 0 && states.length >= RULES.length;
  return {
    ok,
    figures: {
      rules: RULES.length,
      passed: states.length - failed,
      failed,
      partly: states.filter((state) => state.startsWith(PASS_BUT)).length,
      ...reports,
    },
  };
}
