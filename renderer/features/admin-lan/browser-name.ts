const BROWSERS: readonly [mark: RegExp, name: string][] = [
  [/\bEdg\/(\d+)/, 'Edge'],
  [/\bCoc_Coc_Browser\/(\d+)/i, 'Cốc Cốc'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bFirefox\/(\d+)/, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|Chromium)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* .*Safari/, 'Safari'],
];
const SYSTEMS: readonly [mark: RegExp, name: string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPad|iPhone/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** A browser in a few words, from what it says of itself; null where it says nothing that is known. */
export function browserName(agent: string): string | null {
  for (const [mark, name] of BROWSERS) {
    const found = mark.exec(agent);
    if (found === null) continue;
    const system = SYSTEMS.find(([sign]) => sign.test(agent))?.[1];
    return [`${name} ${found[1]}`, system].filter((part) => part !== undefined).join(' · ');
  }
  return null;
}
