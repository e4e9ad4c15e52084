/** The name of a file without its folder, whichever way the operating system writes it. */
export function fileName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
