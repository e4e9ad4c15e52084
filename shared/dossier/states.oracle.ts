/**
 * The ten states a second time, written as the national list writes them: code → codes it may go to. `3*` = only while
 * never accepted. Source: domain facts §4.1.
 */
export const nationalMoves: Readonly<Record<string, string>> = {
  '1': '2 3 7',
  '2': '4 5 7 8',
  '3': '',
  '4': '5 6 7 8 9',
  '5': '4 7 8 3*',
  '6': '4 7 8',
  '7': '',
  '8': '4',
  '9': '10 4',
  '10': '',
};

/** Reporting groups as the national reports define them; in progress is the rest. */
export const nationalGroups = { handled: '7 9 10', paused: '5 6 8' };
