/** Whether a text is the whole path of a module's file, as the contract takes it. */
export function isModulePath(path: string): boolean {
  return (
    path.length >= 3 &&
    path.length <= 400 &&
    /^(\/|[A-Za-z]:\\)[^\p{Cc}]*\.(so|dll|dylib)(\.[0-9.]+)?$/iu.test(path)
  );
}

/** The paths in a text of one per line, without empty lines and repetitions. */
export function modulePathsIn(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
