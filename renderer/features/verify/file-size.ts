/** A size as people read it beside a file: `18 KB`, `2,4 MB`. Input in bytes. */
export function fileSize(bytes: number): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${Math.max(1, Math.round(kilobytes))} KB`;
  return `${(kilobytes / 1024).toFixed(1).replace('.', ',')} MB`;
}
