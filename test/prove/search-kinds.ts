import { fold } from '#shared/text/index.ts';
import { person } from '../fixtures/people.ts';
import { createRandom } from '../fixtures/random.ts';
import { PAST_SEED } from './commit-fill.ts';
import type { RawConnection } from './commit-office.ts';

/** A query as it is typed, and the statement that a good engineer would write for it by hand on the same tables. */
export type Case = { typed: string; bare: string; value: string };

export type Kind = { name: string; cases: readonly Case[] };

const LIMIT = 50;
const COLUMNS = `d.n, d.id, d.code, d.state, d.received_at, d.due_at, d.applicant_name, d.id_number, d.procedure_code,
  d.procedure_name, d.received_by, d.cancelled_at, d.slip, d.others, d.followed, d.at_once, d.fee_amount, d.missing`;
const BY_WORDS = `select ${COLUMNS} from dossier_search s join dossiers d on d.n = s.rowid
  where dossier_search match ? order by s.rowid desc limit ${LIMIT}`;
const BY_CODE = `select ${COLUMNS} from dossier_codes c join dossiers d on d.n = c.dossier_n where c.code_key = ?`;

const words = (text: string) =>
  fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
const every = (...parts: string[]) => parts.map((part) => `"${part}"`).join(' AND ');

/** `count` queries of each kind about people and codes that are in the office. */
export function kindsOf(raw: RawConnection, dossiers: number, count: number, seed: number): Kind[] {
  const random = createRandom(seed);
  const people = Array.from({ length: count }, () =>
    person(PAST_SEED, random.below(Math.min(dossiers, 5_000))),
  );
  const newest = (raw.prepare('select max(n) as n from dossiers').get() as { n: number }).n;
  const oldest = (raw.prepare('select min(n) as n from dossiers').get() as { n: number }).n;
  const codes = Array.from({ length: count }, () => {
    const near = oldest + random.below(newest - oldest);
    return (
      raw.prepare('select code from dossiers where n >= ? order by n limit 1').get(near) as { code: string }
    ).code;
  });
  const named = (how: (name: string, index: number) => Case) =>
    people.map(({ name }, index) => how(name, index));
  const common = ['nguyễn', 'bùi', 'thị', 'trần', 'văn', 'chứng thực', 'xã', 'hòa', 'lương sơn', 'đinh'];
  return [
    { name: 'name', cases: named((name) => byWords(name, every(...words(name)))) },
    {
      name: 'name, any order',
      cases: named((name) => {
        const turned = name.split(' ').reverse().join(' ');
        return byWords(`${turned.toLowerCase()} `, every(...words(turned)));
      }),
    },
    {
      name: 'name, last word unfinished',
      cases: named((name, index) => {
        const all = words(name);
        const last = (all.at(-1) ?? '').slice(0, 1 + (index % 3));
        const typed = [...name.split(' ').slice(0, -1), last].join(' ');
        return { typed, bare: BY_WORDS, value: `${every(...all.slice(0, -1))} AND "${last}"*` };
      }),
    },
    {
      name: 'code',
      cases: codes.map((code) => ({
        typed: code,
        bare: BY_CODE,
        value: code.toUpperCase().replace(/[^A-Z0-9]/g, ''),
      })),
    },
    {
      name: 'last six digits of a code',
      cases: codes.map((code) => {
        const digits = code.replace(/\D/g, '').slice(-6);
        return {
          typed: digits,
          bare: BY_WORDS,
          value: `"${digits}" OR "____b${digits}" OR "____e${digits}"`,
        };
      }),
    },
    // Not by the columns of `dossiers`: who hands in for another has a number and a telephone too.
    { name: 'phone', cases: people.map(({ phone }) => byWords(phone, every(phone))) },
    {
      name: 'personal number',
      cases: people.map(({ number }) => byWords(number, every(number))),
    },
    {
      name: 'common single word',
      cases: Array.from({ length: count }, (_, index) => common[index % common.length] ?? '')
        .filter((word) => !word.includes(' '))
        .map((word) => byWords(word, `${every(...words(word))}${word.length < 5 ? '*' : ''}`)),
    },
    {
      name: 'address words',
      cases: people.map(({ address }) => {
        const [place = '', commune = ''] = address.split(',');
        return byWords(`${place}${commune} `, every(...words(`${place} ${commune}`)));
      }),
    },
    {
      name: 'words and a month',
      cases: codes.map((code, index) => {
        const [, year = '', month = ''] = /-(\d{2})(\d{2})\d{2}-/.exec(code) ?? [];
        const family = (people[index]?.name ?? '').split(' ')[0] ?? '';
        return {
          typed: `${family} tháng ${Number(month)}/20${year}`,
          bare: BY_WORDS,
          value: `${every(...words(family))} AND "____m20${year}${month}"`,
        };
      }),
    },
  ];
}

function byWords(typed: string, value: string): Case {
  return { typed, bare: BY_WORDS, value };
}
