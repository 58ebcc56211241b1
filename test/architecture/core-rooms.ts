import { dirname } from "node:path/posix";
import type { House, SourceFile } from "./house.ts";
import { importsOf, resolveInside, testFilesOf } from "./imports.ts";
import { FLOOR_PLAN } from "./room-table.ts";

const CORE = "packages/core";

/**
 * The rooms inside core are those of the floor plan, and each imports only those above it. A file directly in `src`, such as
 * `context.ts`, is its own room.
 */
export function checkCoreRooms(house: House): string[] {
  const core = house.rooms.find(({ path }) => path === CORE);
  const listed = parseCoreRooms(house.documents.get(FLOOR_PLAN) ?? "");
  if (core === undefined)
    return listed.length === 0 ? [] : [`${FLOOR_PLAN} lists rooms of ${CORE}, which does not exist`];
  const tests = testFilesOf(core);
  const files = core.files.filter(({ path }) => !tests.has(path) && path !== `${CORE}/src/index.ts`);
  const existing = new Set(files.map(({ path }) => roomOf(path)));
  const upward = files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, line }) => {
      const target = resolveInside(file, specifier, core);
      if (target === undefined || roomOf(target) === roomOf(file.path)) return [];
      return mayImport(listed, file, target)
        ? []
        : [`${file.path}:${line} imports ${roomOf(target)}, which does not stand above ${roomOf(file.path)}`];
    }),
  );
  return [
    ...[...existing]
      .filter((room) => !listed.includes(room))
      .map((room) => `${FLOOR_PLAN} lacks core's room ${room}`),
    ...listed
      .filter((room) => !existing.has(room))
      .map((room) => `${FLOOR_PLAN} lists core's room ${room}, which is empty`),
    ...upward,
  ];
}

function mayImport(listed: readonly string[], file: SourceFile, target: string): boolean {
  return listed.indexOf(roomOf(target)) < listed.indexOf(roomOf(file.path));
}

function roomOf(path: string): string {
  const inside = path.slice(`${CORE}/src/`.length);
  return dirname(inside) === "." ? inside.replace(/\.ts$/, "") : dirname(inside);
}

/** The first column of the table with the head `| room of core | what happens here |`, from above. */
function parseCoreRooms(plan: string): string[] {
  const lines = plan.split("\n").map((line) => line.trim());
  const head = lines.findIndex((line) => /^\|\s*room of core\s*\|/.test(line));
  if (head === -1) return [];
  const body = lines.slice(head + 2);
  const end = body.findIndex((line) => !line.startsWith("|"));
  return body
    .slice(0, end === -1 ? undefined : end)
    .flatMap((line) => /^\|\s*(\S+)\s*\|/.exec(line)?.[1] ?? []);
}
