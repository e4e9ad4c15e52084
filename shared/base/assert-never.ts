/** Makes a `switch` over a closed union exhaustive: a new member fails the type check, not the counter. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
