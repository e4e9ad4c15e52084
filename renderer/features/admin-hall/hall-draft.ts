import type { QueueCounter, QueueSettings } from '#shared/queue/index.ts';

/** A line of a list while it is edited; `key` stays the same when lines are moved. */
export type Line<Fields> = Fields & { key: string };

export type GroupLine = Line<{ id: string; letter: string; name: string; englishName: string }>;
export type CounterLine = Line<{ number: string; name: string; groups: readonly string[] }>;
export type GroundLine = Line<{ id: string; name: string; englishName: string }>;
export type ReasonLine = Line<{ name: string }>;

/** The settings while they are edited: numbers are what was typed. */
export type HallDraft = {
  groups: readonly GroupLine[];
  counters: readonly CounterLine[];
  priorities: readonly GroundLine[];
  pauseReasons: readonly ReasonLine[];
  between: string;
  calls: string;
  lastCalls: string;
  spokenTimes: string;
};

/** What is wrong, by the office's name of the field: `groups.0.letter`. The value is a key under `hall.problems`. */
export type ProblemKey =
  | 'name'
  | 'englishName'
  | 'letter'
  | 'letterTwice'
  | 'number'
  | 'numberTwice'
  | 'counterGroups'
  | 'groupUnserved'
  | 'between'
  | 'lastCalls'
  | 'spokenTimes'
  | 'calls'
  | 'noGroup'
  | 'noCounter';

const LONGEST_NAME = 120;

/** The settings as a form. */
export function draftOf(settings: QueueSettings): HallDraft {
  return {
    groups: settings.groups.map((group) => ({ ...group, key: group.id })),
    counters: settings.counters.map((counter, index) => ({
      key: `counter-${index}`,
      number: String(counter.number),
      name: counter.name,
      groups: counter.groups,
    })),
    priorities: settings.priorities.map((ground) => ({ ...ground, key: ground.id })),
    pauseReasons: settings.pauseReasons.map((name, index) => ({ key: `reason-${index}`, name })),
    between: String(settings.ordinaryBetweenPriorities),
    calls: String(settings.callsBeforeNoShow),
    lastCalls: String(settings.board.lastCalls),
    spokenTimes: String(settings.board.spokenTimes),
  };
}

/** The form as settings; only of a form without problems. */
export function settingsOf(draft: HallDraft): QueueSettings {
  return {
    groups: draft.groups.map(({ id, letter, name, englishName }) => ({
      id,
      letter: letterOf(letter),
      name: name.trim(),
      englishName: englishName.trim(),
    })),
    counters: draft.counters.map(
      (line): QueueCounter => ({
        number: Number(line.number),
        name: line.name.trim(),
        // In the order of the groups, so that the same choice is the same setting.
        groups: draft.groups.map(({ id }) => id).filter((id) => line.groups.includes(id)),
      }),
    ),
    priorities: draft.priorities.map(({ id, name, englishName }) => ({
      id,
      name: name.trim(),
      englishName: englishName.trim(),
    })),
    ordinaryBetweenPriorities: Number(draft.between),
    callsBeforeNoShow: Number(draft.calls),
    pauseReasons: draft.pauseReasons.map(({ name }) => name.trim()),
    board: { lastCalls: Number(draft.lastCalls), spokenTimes: Number(draft.spokenTimes) },
  };
}

function letterOf(typed: string): string {
  return typed.trim().toUpperCase();
}

function isWhole(typed: string, least: number, most: number): boolean {
  if (!/^\d{1,3}$/.test(typed.trim())) return false;
  const value = Number(typed);
  return value >= least && value <= most;
}

/** Everything that keeps the form from being saved, each at its field. */
export function problemsOf(draft: HallDraft): Map<string, ProblemKey> {
  const problems = new Map<string, ProblemKey>();
  const add = (field: string, problem: ProblemKey): void => {
    if (!problems.has(field)) problems.set(field, problem);
  };
  const checkNames = (list: string, index: number, line: { name: string; englishName?: string }): void => {
    const name = line.name.trim();
    if (name === '' || name.length > LONGEST_NAME) add(`${list}.${index}.name`, 'name');
    if ((line.englishName ?? '').trim().length > LONGEST_NAME)
      add(`${list}.${index}.englishName`, 'englishName');
  };

  const letters = new Set<string>();
  draft.groups.forEach((group, index) => {
    const letter = letterOf(group.letter);
    if (!/^[A-Z]$/.test(letter)) add(`groups.${index}.letter`, 'letter');
    else if (letters.has(letter)) add(`groups.${index}.letter`, 'letterTwice');
    letters.add(letter);
    checkNames('groups', index, group);
    if (!draft.counters.some(({ groups }) => groups.includes(group.id)))
      add(`groups.${index}.name`, 'groupUnserved');
  });
  const numbers = new Set<number>();
  draft.counters.forEach((counter, index) => {
    if (!isWhole(counter.number, 1, 99)) add(`counters.${index}.number`, 'number');
    else if (numbers.has(Number(counter.number))) add(`counters.${index}.number`, 'numberTwice');
    numbers.add(Number(counter.number));
    checkNames('counters', index, counter);
    if (!draft.groups.some(({ id }) => counter.groups.includes(id)))
      add(`counters.${index}.groups`, 'counterGroups');
  });
  for (const [index, ground] of draft.priorities.entries()) checkNames('priorities', index, ground);
  for (const [index, reason] of draft.pauseReasons.entries()) checkNames('pauseReasons', index, reason);
  if (draft.groups.length === 0) add('groups', 'noGroup');
  if (draft.counters.length === 0) add('counters', 'noCounter');
  if (!isWhole(draft.between, 0, 20)) add('ordinaryBetweenPriorities', 'between');
  if (!isWhole(draft.calls, 1, 10)) add('callsBeforeNoShow', 'calls');
  if (!isWhole(draft.lastCalls, 0, 12)) add('board.lastCalls', 'lastCalls');
  if (!isWhole(draft.spokenTimes, 0, 3)) add('board.spokenTimes', 'spokenTimes');
  return problems;
}

/** The first letter that no group has; empty when all are taken. */
export function freeLetter(draft: HallDraft): string {
  const taken = new Set(draft.groups.map(({ letter }) => letterOf(letter)));
  return [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((letter) => !taken.has(letter)) ?? '';
}

/** The lowest number that no counter has. */
export function freeNumber(draft: HallDraft): string {
  const taken = new Set(draft.counters.map(({ number }) => Number(number)));
  let number = 1;
  while (taken.has(number)) number += 1;
  return String(number);
}

/** A list with one line moved by a step; as it was where there is no room. */
export function moved<Item>(lines: readonly Item[], index: number, step: 1 | -1): readonly Item[] {
  const line = lines[index];
  const other = lines[index + step];
  if (line === undefined || other === undefined) return lines;
  const next = [...lines];
  next[index] = other;
  next[index + step] = line;
  return next;
}
