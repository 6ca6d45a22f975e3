export async function repl(): Promise<number> { return 0; }
