/** As much of JSON Schema as our own schema uses. Gives what is wrong, by path. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

export function validate(schema: Schema, value: unknown, path = '$'): string[] {
  const wrong: string[] = [];
  if (schema.type !== undefined && ![schema.type].flat().includes(typeOf(value)))
    wrong.push(`${path}: is ${typeOf(value)}`);
  if (schema.enum !== undefined && !schema.enum.includes(value))
    wrong.push(`${path}: ${String(value)} is none of those allowed`);
  if (schema.const !== undefined && schema.const !== value) wrong.push(`${path}: ${String(value)}`);
  if (schema.minimum !== undefined && Number(value) < schema.minimum)
    wrong.push(`${path}: too small`);
  if (Array.isArray(value) && schema.items !== undefined) {
    const { items } = schema;
    wrong.push(...value.flatMap((item, i) => validate(items, item, `${path}[${i}]`)));
  } else if (typeof value === 'object' && value !== null) {
    for (const key of schema.required ?? [])
      if (!(key in value)) wrong.push(`${path}.${key}: missing`);
    for (const [key, item] of Object.entries(value)) {
      const known = schema.properties?.[key];
      if (known !== undefined) wrong.push(...validate(known, item, `${path}.${key}`));
      else if (schema.additionalProperties === false) wrong.push(`${path}.${key}: unknown`);
    }
  }
  return wrong;
}
