import type { ExchangeOverview } from '#shared/contract/index.ts';

type Settings = ExchangeOverview['settings'];

/** The settings of the line as they are typed. */
export type LineDraft = {
  address: string;
  paused: boolean;
  limited: boolean;
  budget: string;
  timed: boolean;
  from: string;
  to: string;
};

const TIME = /^([01]?\d|2[0-3])[:hg.]([0-5]\d)$/i;

export function draftOf(settings: Settings): LineDraft {
  return {
    address: settings.address,
    paused: settings.paused,
    limited: settings.budgetKbits !== null,
    budget: String(settings.budgetKbits ?? 256),
    timed: settings.filesBetween !== null,
    from: settings.filesBetween?.from ?? '17:30',
    to: settings.filesBetween?.to ?? '06:30',
  };
}

function timeOf(typed: string): string | null {
  const parts = TIME.exec(typed.trim());
  return parts === null ? null : `${(parts[1] ?? '').padStart(2, '0')}:${parts[2]}`;
}

/** What was typed as settings, or at which fields it can't be used. */
export function settingsOf(
  draft: LineDraft,
): { ok: true; settings: Settings } | { ok: false; wrong: ('budget' | 'from' | 'to')[] } {
  const digits = draft.budget.replace(/[.\s]/g, '');
  const budget = /^\d{1,7}$/.test(digits) ? Number(digits) : 0;
  const from = timeOf(draft.from);
  const to = timeOf(draft.to);
  const wrong: ('budget' | 'from' | 'to')[] = [];
  if (draft.limited && (budget < 8 || budget > 1_000_000)) wrong.push('budget');
  if (draft.timed && from === null) wrong.push('from');
  if (draft.timed && to === null) wrong.push('to');
  if (wrong.length > 0) return { ok: false, wrong };
  return {
    ok: true,
    settings: {
      address: draft.address.trim(),
      paused: draft.paused,
      budgetKbits: draft.limited ? budget : null,
      filesBetween: draft.timed && from !== null && to !== null ? { from, to } : null,
    },
  };
}
