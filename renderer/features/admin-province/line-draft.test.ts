import { describe, expect, it } from 'vitest';
import { draftOf, settingsOf } from './line-draft.ts';

const none = { address: 'https://tinh.example', paused: false, budgetKbits: null, filesBetween: null };
const all = { ...none, paused: true, budgetKbits: 64, filesBetween: { from: '17:30', to: '06:00' } };

describe('settings of the line', () => {
  it.each([none, all])('come back from their draft as they were', (settings) => {
    expect(settingsOf(draftOf(settings))).toEqual({ ok: true, settings });
  });

  it('are read as people type them', () => {
    const draft = { ...draftOf(all), address: ' https://a ', budget: '1.000', from: '7h05', to: '22:00' };
    expect(settingsOf(draft)).toMatchObject({
      settings: { address: 'https://a', budgetKbits: 1000, filesBetween: { from: '07:05', to: '22:00' } },
    });
  });

  it('are refused at their fields, and only where they are used', () => {
    const draft = { ...draftOf(all), budget: '7', from: '25:00', to: 'tối' };
    expect(settingsOf(draft)).toEqual({ ok: false, wrong: ['budget', 'from', 'to'] });
    expect(settingsOf({ ...draft, limited: false, timed: false }).ok).toBe(true);
    expect(settingsOf({ ...draftOf(all), budget: '1000001' })).toEqual({ ok: false, wrong: ['budget'] });
  });
});
