import { useState } from 'react';

/** What stands in a form before it is saved. */
export type DraftOf<Draft> = {
  draft: Draft;
  change(part: Partial<Draft>): void;
  /** Whether saving was tried: mistakes are shown from then on. */
  checked: boolean;
  check(): void;
};

/**
 * The draft of settings that the office has, made by `draftOf`. What was saved elsewhere takes the place of what stands
 * here; what was saved here is it already.
 */
export function useDraftOf<Saved, Draft extends object>(
  saved: Saved,
  draftOf: (saved: Saved) => Draft,
): DraftOf<Draft> {
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [checked, setChecked] = useState(false);
  const [known, setKnown] = useState(saved);
  if (JSON.stringify(known) !== JSON.stringify(saved)) {
    setKnown(saved);
    setDraft(draftOf(saved));
    setChecked(false);
  }
  return {
    draft,
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    checked,
    check: () => setChecked(true),
  };
}
