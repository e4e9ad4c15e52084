/** What a run of some size must have brought about at least once; a line without its effect proves nothing. */
const EFFECTS: readonly RegExp[] = [
  /^join: code$/,
  /^join: stick$/,
  /^receive: done$/,
  /^correct: done$/,
  /^cancel: done$/,
  /^erase: done$/,
  /^write-future-kind: done$/,
  /^round-trip: taken$/,
  /^send: done$/,
  /^parcel-arrives: done$/,
  /^answer-arrives: taken$/,
  /^answer-arrives: (?!taken|nothing)/,
  /^parcel-lost: done$/,
  /^answer-lost: done$/,
  /^cut-before-commit: /,
  /^cut-after-commit: done$/,
  /^parcel-again: done$/,
  /^answer-again: /,
  /^stick-out: done$/,
  /^stick-arrives: done$/,
  /^stick-answer-arrives: taken$/,
  /^damaged-stick: /,
  /^damaged-answer: (?!nothing)/,
  /^somebody-elses-answer: (?!nothing)/,
  /^restart: done$/,
  /^backup: done$/,
  /^restore: new-station$/,
  /^clock-wrong: done$/,
  /^clock-right: done$/,
  /^days-pass: done$/,
  /^kill: (?!before)/,
  /^checked: one office$/,
  /^seen: given back$/,
  /^seen: conflict$/,
  /^seen: unknown kind$/,
  /^seen: several leases$/,
];

/** The effects that no count shows. */
export function missingEffects(counts: Readonly<Record<string, number>>): string[] {
  const seen = Object.entries(counts)
    .filter(([, times]) => times > 0)
    .map(([what]) => what);
  return EFFECTS.filter((effect) => !seen.some((what) => effect.test(what))).map(String);
}
