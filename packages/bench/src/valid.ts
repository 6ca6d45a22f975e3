/** Files come from anywhere. What their schema allows is checked here, once, and believed everywhere else. */
import { Ajv } from 'ajv';

const ajv = new Ajv({ strict: true });

/** What is wrong with a value, and where; undefined when nothing is. Each schema is compiled once. */
export function faultIn(
  schema: Readonly<Record<string, unknown>>,
  value: unknown,
): string | undefined {
  if (ajv.validate(schema, value)) return undefined;
  const [first] = ajv.errors ?? [];
  const where = first?.instancePath === '' ? '' : `${first?.instancePath.slice(1)} `;
  return `${where}${first?.message ?? 'is not as its schema says'}`;
}
