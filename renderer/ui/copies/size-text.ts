/** A size as people compare it with what is free: `48 MB`, `1,2 GB`. Input in bytes. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < 1) return '1 MB';
  if (megabytes < 1000) return `${Math.round(megabytes)} MB`;
  return `${(megabytes / 1024).toFixed(1).replace('.', ',')} GB`;
}
