/** The document that holds the tables of rooms. */
export const FLOOR_PLAN = "docs/architecture.md";

/** What the floor plan says of one room. */
export interface RoomEntry {
  readonly path: string;
  /** Names of the rooms that it may import, or "any". */
  readonly mayImport: ReadonlySet<string> | "any";
}

/**
 * Reads the table with the head `| room | what happens here | may import |`. A dash in the last column means no room, `any`
 * means every room.
 * @throws Error when the table is missing or one of its rows cannot be understood.
 */
export function parseRoomTable(plan: string): RoomEntry[] {
  const lines = plan.split("\n").map((line) => line.trim());
  const head = lines.findIndex((line) => /^\|\s*room\s*\|.*\|\s*may import\s*\|$/.test(line));
  if (head === -1) throw new Error(`${FLOOR_PLAN} has no table with the columns room and may import.`);
  const body = lines.slice(head + 2);
  const end = body.findIndex((line) => !line.startsWith("|"));
  return body.slice(0, end === -1 ? undefined : end).map(parseRow);
}

function parseRow(line: string): RoomEntry {
  const cells = line.split("|").slice(1, -1);
  const path = backticked(cells[0] ?? "")[0];
  const last = (cells.at(-1) ?? "").trim();
  const names = backticked(last);
  if (path === undefined || (names.length === 0 && !["–", "-", "any"].includes(last))) {
    throw new Error(`${FLOOR_PLAN} has a room that cannot be understood: ${line}`);
  }
  return { path, mayImport: last === "any" ? "any" : new Set(names) };
}

function backticked(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}
