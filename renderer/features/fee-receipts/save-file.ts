/** Long enough for a slow PC to begin saving; the file holds names and stays in memory no longer. */
const RELEASE_MS = 60_000;

/** Lets the browser save a text as a file. */
export function saveFile(content: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_MS);
}
