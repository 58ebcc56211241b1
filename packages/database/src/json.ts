import { sql, type RawBuilder } from "kysely";

/** A value as jsonb. pg would send an array as a PostgreSQL array, so every JSON value is bound with this function. */
export function jsonb<Value>(value: Value): RawBuilder<Value> {
  return sql`cast(${JSON.stringify(value)} as jsonb)`;
}
