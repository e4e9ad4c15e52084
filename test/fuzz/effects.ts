/** What a run of some size must have brought about at least once; a line without its effect proves nothing. */
const EFFECTS: readonly RegExp[] = [
  /^join: code$/,
  /^join: stick$/,
  /^receive: done$/,
  /^correct: done$/,
  /^cancel: done$/,
  /^erase: done$/,
  /^take-fee: done$/,
  // What nobody knows yet (J14).
  /^write-future-kind: done$/,
  /^seen: unknown kind$/,
  /^checked: of an unknown kind$/,
  // The line.
  /^round-trip: taken$/,
  /^send: done$/,
  /^parcel-arrives: done$/,
  /^answer-arrives: taken$/,
  /^answer-arrives: (?!taken|nothing)/,
  /^parcel-lost: done$/,
  /^answer-lost: done$/,
  /^cut-before-commit: cut/,
  /^cut-after-commit: done$/,
  /^parcel-again: done$/,
  /^answer-again: (?!nothing)/,
  /^two-under-way: both with entries, in order$/,
  /^two-under-way: both with entries, the second first$/,
  /^somebody-elses-answer: (?!nothing)/,
  /^damaged-answer: (?!nothing)/,
  // Sticks.
  /^stick-out: done$/,
  /^stick-arrives: done$/,
  /^stick-answer-arrives: taken$/,
  /^damaged-stick: /,
  // The office's own ends.
  /^restart: done$/,
  /^kill: (?!before)/,
  /^backup: done$/,
  /^restore: new-station$/,
  /^disk-image: done$/,
  /^restore-image: files, new-station$/,
  /^restore-image: a drive, same-station/,
  /^clock-wrong: done$/,
  /^clock-right: done$/,
  /^days-pass: done$/,
  // Versions (P13).
  /^office-release: served$/,
  /^office-release: not served$/,
  /^province-release: release 0$/,
  /^province-release: release 1$/,
  /^province-release: release 2$/,
  /^not-served: version-too-old$/,
  /^not-served: version-too-new$/,
  // Keys, and being shut out (P3).
  /^office-keys: done$/,
  /^office-keys: answer lost$/,
  /^province-keys: announced$/,
  /^shut-out: done$/,
  /^told to join anew: office-revoked$|: office-revoked$/,
  /^join again: code/,
  /^join again: .*an answer lost$/,
  // Packs (P21) and files (P19).
  /^publish-pack: catalogue$/,
  /^publish-pack: calendar$/,
  /^publish-pack: forms$/,
  /^fetch-packs: .*taken/,
  /^decide-pack: applied$/,
  /^decide-pack: rejected$/,
  /^pack-day: applied$/,
  /^seen: pack applied by its day$/,
  /^sign-file: done$/,
  /^sign-file: a file that others have too$/,
  /^send-files: /,
  /^piece of a file: /,
  /^seen: file kept$/,
  // What is rejected and tried again, what stands in conflict and is settled (P10).
  /^agency-code: wrong$/,
  /^agency-code: right$/,
  /^station-ended: done$/,
  /^look-again: done$/,
  /^seen: rejected and accepted later$/,
  /^seen: conflict$/,
  /^settle: (ours|theirs)$/,
  /^seen: settled conflict$/,
  /^checked: one office$/,
  /^checked: the province$/,
  /^checked: days on both sides$/,
  /^checked: entries of a journal$/,
  /^seen: given back$/,
  /^seen: several leases$/,
];

/** The effects that no count shows. */
export function missingEffects(counts: Readonly<Record<string, number>>): string[] {
  const seen = Object.entries(counts)
    .filter(([, times]) => times > 0)
    .map(([what]) => what);
  return EFFECTS.filter((effect) => !seen.some((what) => effect.test(what))).map(String);
}
