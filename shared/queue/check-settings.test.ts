import { describe, expect, it } from 'vitest';
import office from '../../resources/queue/office.json' with { type: 'json' };
import sample from '../../resources/queue/sample.json' with { type: 'json' };
import { checkQueueSettings, QueueSettings } from './index.ts';

const settings = QueueSettings.parse(sample.settings);
const nobody = { groups: [], counters: [] };
const check = (change: Partial<QueueSettings>, inUse: Parameters<typeof checkQueueSettings>[2] = nobody) =>
  checkQueueSettings({ ...settings, ...change }, settings, inUse).map(({ field }) => field);
const [first, ...others] = settings.groups;
const [firstCounter, ...otherCounters] = settings.counters;
if (first === undefined || firstCounter === undefined) throw new Error('an empty sample');

describe('settings of the queue', () => {
  it('as shipped can be used', () => {
    for (const { settings: shipped } of [office, sample]) {
      const parsed = QueueSettings.parse(shipped);
      expect(checkQueueSettings(parsed, parsed, nobody)).toEqual([]);
    }
  });

  it('have ids, letters and numbers once each', () => {
    expect(check({ groups: [first, { ...first, letter: 'Z' }, ...others] })).toEqual(['groups.1.id']);
    const same = others.map((group, index) => (index === 0 ? { ...group, letter: first.letter } : group));
    expect(check({ groups: [first, ...same] })).toEqual(['groups.1.letter']);
    expect(check({ counters: [...settings.counters, firstCounter] })).toEqual(['counters.4.number']);
    const [ground] = settings.priorities;
    if (ground === undefined) throw new Error('no grounds');
    expect(check({ priorities: [ground, ground] })).toEqual(['priorities.1.id']);
  });

  it('send every group to a counter, and counters only groups that are there', () => {
    const elsewhere = { ...firstCounter, groups: [first.id] };
    expect(check({ counters: [elsewhere, ...otherCounters] })).toEqual(['groups.4.name']);
    expect(
      check({ counters: [{ ...firstCounter, groups: ['tra-ket-qua', 'khac'] }, ...otherCounters] }),
    ).toEqual(['counters.0.groups']);
    const twice = { ...firstCounter, groups: ['tra-ket-qua', 'tra-ket-qua'] };
    expect(check({ counters: [twice, ...otherCounters] })).toEqual(['counters.0.groups']);
  });

  it('keep what is in use', () => {
    const without = settings.groups.slice(0, -1);
    const counters = otherCounters;
    expect(check({ groups: without, counters })).toEqual([]);
    expect(check({ groups: without, counters }, { groups: ['tra-ket-qua'], counters: [1] })).toEqual([
      'groups',
      'counters',
    ]);
  });
});
