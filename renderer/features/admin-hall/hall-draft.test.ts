import { describe, expect, it } from 'vitest';
import type { QueueSettings } from '#shared/queue/index.ts';
import { draftOf, freeLetter, freeNumber, moved, problemsOf, settingsOf } from './hall-draft.ts';

const settings: QueueSettings = {
  groups: [
    { id: 'civil', letter: 'A', name: 'Hộ tịch, chứng thực', englishName: 'Civil status' },
    { id: 'land', letter: 'B', name: 'Đất đai', englishName: '' },
  ],
  counters: [
    { number: 1, name: 'Quầy hộ tịch', groups: ['civil'] },
    { number: 2, name: 'Quầy đất đai', groups: ['civil', 'land'] },
  ],
  priorities: [{ id: 'elderly', name: 'Người cao tuổi', englishName: 'Elderly' }],
  ordinaryBetweenPriorities: 2,
  callsBeforeNoShow: 3,
  pauseReasons: ['Họp'],
  board: { lastCalls: 6, spokenTimes: 2 },
};

describe('the form of the hall', () => {
  it('gives back what it was made of', () => {
    expect(settingsOf(draftOf(settings))).toEqual(settings);
    expect(problemsOf(draftOf(settings))).toEqual(new Map());
  });

  it('says of each field what is wrong with it', () => {
    const draft = draftOf(settings);
    const wrong = problemsOf({
      ...draft,
      groups: draft.groups.map((group) => ({ ...group, letter: ' a ', name: ' ' })),
      counters: draft.counters.map((counter) => ({ ...counter, number: '7', groups: [] })),
      between: '21',
      calls: '0',
      lastCalls: 'x',
      spokenTimes: '',
    });
    expect(Object.fromEntries(wrong)).toEqual({
      'groups.0.name': 'name',
      'groups.1.letter': 'letterTwice',
      'groups.1.name': 'name',
      'counters.0.groups': 'counterGroups',
      'counters.1.number': 'numberTwice',
      'counters.1.groups': 'counterGroups',
      ordinaryBetweenPriorities: 'between',
      callsBeforeNoShow: 'calls',
      'board.lastCalls': 'lastCalls',
      'board.spokenTimes': 'spokenTimes',
    });
    expect(problemsOf({ ...draft, groups: [], counters: [] }).get('groups')).toBe('noGroup');
  });

  it('a group that no counter serves is said at the group, and a group taken away leaves the counters', () => {
    const draft = draftOf(settings);
    const served = draft.counters.map((counter) => ({ ...counter, groups: ['civil'] }));
    expect(problemsOf({ ...draft, counters: served }).get('groups.1.name')).toBe('groupUnserved');
    const first = { ...draft, groups: draft.groups.slice(0, 1) };
    expect(settingsOf(first).counters.map(({ groups }) => groups)).toEqual([['civil'], ['civil']]);
  });

  it('offers the next free letter and number', () => {
    expect([freeLetter(draftOf(settings)), freeNumber(draftOf(settings))]).toEqual(['C', '3']);
  });

  it('moves a line, and leaves the list alone at its ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });
});
