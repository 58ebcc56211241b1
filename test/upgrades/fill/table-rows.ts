/**
 * Rows of one table, by column, as jsonb_populate_recordset reads them. They have every column that the table ever had and that a
 * caller writes; each landed schema uses its own.
 */
export interface TableRows {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Text that a wrong escape or encoding would change. */
export const HOSTILE_TEXT = `O'Brien "Ünï" \\n 日本 🙂 ${"{}"} $1 --\n; %s\t`;

/** A time with microseconds, which a JavaScript date would lose: `minute` after an arbitrary start. */
export function at(minute: number): string {
  return new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString().replace("000Z", "123456Z");
}

/** A bytea of 32 bytes. */
export function bytes(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0").repeat(32)}`;
}
