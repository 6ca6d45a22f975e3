/** Names that mean something to the host language, to hash tables or to a careless reader. */
export const SPECIAL_NAMES: readonly string[] = [
  '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'Aa', 'BB', '0', '-1', ' ', '(', '\n', '\u0000',
  'é', 'e\u0301', '日本語', '🦋', '\ud800', '=', ':', ':<', '$x',
];
