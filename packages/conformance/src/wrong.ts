/** A value where its type forbids it, as callers without types may pass it: for checks of what is refused. */
export function wrong(value: unknown): never {
  return value as never;
}
