/**
 * Reads result lines back and decides which results are equal: as bags, up to renaming of variables,
 * floats by value, spaces by shape. Works on text, because what wrote it may be another evaluator.
 */

/** A printed atom as its tokens: brackets, strings and words. */
type Tokens = readonly string[];

const isBlank = (c: string | undefined): boolean => c === undefined || /\s/.test(c);
const endsWord = (c: string | undefined): boolean => isBlank(c) || c === '(' || c === ')';

/** Index after the string that opens at `at`; the end of the text when it is never closed. */
function afterString(line: string, at: number): number {
  for (let i = at + 1; i < line.length; i++) {
    if (line[i] === '\\') i++;
    else if (line[i] === '"') return i + 1;
  }
  return line.length;
}

/** Index after the token that starts at `at`. A quote opens a string only where a word could begin. */
function afterToken(line: string, at: number): number {
  if (line[at] === '(' || line[at] === ')') return at + 1;
  if (line[at] === '"') return afterString(line, at);
  let end = at;
  while (end < line.length && !endsWord(line[end])) end++;
  return end;
}

function tokensOf(line: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < line.length;) {
    if (isBlank(line[at])) at++;
    else {
      const end = afterToken(line, at);
      tokens.push(line.slice(at, end));
      at = end;
    }
  }
  return tokens;
}

/** The result lists that a program wrote: its lines that start with `[`. */
export function resultLists(output: string): string[][] {
  return output
    .split(/\r?\n/)
    .filter((line) => line.startsWith('['))
    .map(splitResults);
}

/** `[a, (b c)]` → `a` and `(b c)`: a comma and a blank outside of brackets and strings stand between results. */
export function splitResults(line: string): string[] {
  const inner = line.trimEnd().replace(/^\[/, '').replace(/\]$/, '');
  const results: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inner.length;) {
    if (isBlank(inner[at])) {
      at++;
      continue;
    }
    const end = afterToken(inner, at);
    if (inner[at] === '(') depth++;
    else if (inner[at] === ')') depth--;
    else if (depth === 0 && inner[end - 1] === ',') {
      results.push(inner.slice(start, end - 1));
      start = end;
    }
    // After a closing bracket or a string the comma is a word of its own.
    at = end;
  }
  const last = inner.slice(start);
  if (results.length > 0 || last.trim() !== '') results.push(last);
  return results.map((result) => result.trim());
}

const ADDRESS = /GroundingSpace-\S*?(?=[\s)]|$)/g;
const MODULE_ADDRESS = /ModuleSpace\(GroundingSpace-[^)]*\)/g;
const FLOAT = /^-?\d+\.\d+(?:[eE][-+]?\d+)?$/;

/** A result in a form in which equal results are equal strings. */
export function canonical(result: string, freeErrorText = false): string {
  const tokens = tokensOf(result.replace(MODULE_ADDRESS, 'SPACE').replace(ADDRESS, 'SPACE'));
  return rename((freeErrorText ? withoutErrorText(tokens) : undefined) ?? tokens);
}

function rename(tokens: Tokens): string {
  const names = new Map<string, string>();
  const word = (token: string): string => {
    if (token.startsWith('$') && token.length > 1) {
      let name = names.get(token);
      if (name === undefined) names.set(token, (name = `$${names.size}`));
      return name;
    }
    return FLOAT.test(token) ? `float:${Number(token)}` : token;
  };
  return tokens.map(word).join(' ');
}

/** `(Error <atom> …)` without what follows the atom; undefined when that is not what it is. */
function withoutErrorText(tokens: Tokens): Tokens | undefined {
  if (tokens[0] !== '(' || tokens[1] !== 'Error' || tokens.at(-1) !== ')') return undefined;
  let depth = 0;
  let end = 2;
  do {
    if (tokens[end] === '(') depth++;
    else if (tokens[end] === ')') depth--;
    end++;
  } while (depth > 0 && end < tokens.length);
  return end < tokens.length - 1 && depth === 0 ? [...tokens.slice(0, end), '…', ')'] : undefined;
}

/** Whether two lists of printed results are the same bag. */
export function sameBag(
  left: readonly string[],
  right: readonly string[],
  freeErrorText = false,
): boolean {
  if (left.length !== right.length) return false;
  const forms = (list: readonly string[]): string[] =>
    list.map((result) => canonical(result, freeErrorText)).sort();
  const others = forms(right);
  return forms(left).every((form, i) => form === others[i]);
}
