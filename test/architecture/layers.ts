import { posix } from "node:path";
import { readReferences, type House, type Room } from "./house.ts";
import { exportedSubpaths, importsOf, resolveInside, testFilesOf } from "./imports.ts";
import { FLOOR_PLAN, parseRoomTable, type RoomEntry } from "./room-table.ts";

const SCOPE = "@winnow/";
/** Rooms that only tests may use. */
const testOnlyRooms = new Set(["testing"]);

/** The floor plan names the rooms that exist, no more and no fewer. */
export function checkRooms(house: House): string[] {
  const listed = tableOf(house).map(({ path }) => path);
  const existing = house.rooms.map(({ path }) => path);
  return [
    ...listed
      .filter((path) => !existing.includes(path))
      .map((path) => `${FLOOR_PLAN} lists ${path}, which does not exist`),
    ...existing
      .filter((path) => !listed.includes(path))
      .map((path) => `${path} is missing in ${FLOOR_PLAN}'s table of rooms`),
    ...house.rooms
      .filter(({ name, manifest }) => manifest.name !== `${SCOPE}${name}`)
      .map(({ path, manifest }) => `${path} is called ${manifest.name}, not after its folder`),
  ];
}

/** What a package.json depends on is what the table allows; rooms for tests are devDependencies. */
export function checkManifests(house: House): string[] {
  return house.rooms.flatMap((room) => {
    const entry = entryOf(house, room);
    const names = workspaceNames(room.manifest.dependencies);
    const allowed = entry === undefined ? [] : names.filter((name) => !mayImport(entry, name));
    const testOnly = room.path === "test" ? [] : names.filter((name) => testOnlyRooms.has(name));
    return [
      ...allowed.map(
        (name) => `${room.path}/package.json depends on ${name}, which ${FLOOR_PLAN} does not allow`,
      ),
      ...testOnly.map((name) => `${room.path}/package.json depends on ${name}: a devDependency at most`),
    ];
  });
}

/** A project refers to exactly the rooms it depends on (\`tsc -b\` accepts a missing one), the root to every project. */
export function checkReferences(house: House): string[] {
  const complaints: string[] = [];
  const projects = house.rooms.filter((room) => room.references !== undefined);
  const compare = (owner: string, given: readonly string[], wanted: readonly string[]) => {
    const missing = wanted.filter((path) => !given.includes(path));
    const extra = given.filter((path) => !wanted.includes(path));
    complaints.push(
      ...missing.map((path) => `${owner} lacks the reference to ${path}`),
      ...extra.map((path) => `${owner} refers to ${path}, which it does not depend on`),
    );
  };
  for (const room of projects) {
    const needed = workspaceNames({ ...room.manifest.dependencies, ...room.manifest.devDependencies });
    const wanted = projects.filter(({ name }) => needed.includes(name)).map(({ path }) => path);
    const given = (room.references ?? []).map((path) => posix.normalize(posix.join(room.path, path)));
    compare(`${room.path}/tsconfig.json`, given, wanted);
  }
  const all = projects.map(({ path }) => path);
  compare(
    "tsconfig.json",
    (readReferences(posix.join(house.root, "tsconfig.json")) ?? []).map(posix.normalize),
    all,
  );
  return complaints;
}

/** Real imports stay within package.json and the table; no file reaches into another room's source. */
export function checkImports(house: House): string[] {
  return house.rooms.flatMap((room) => {
    const entry = entryOf(house, room);
    const testFiles = testFilesOf(room);
    const declared = workspaceNames(room.manifest.dependencies);
    const forTests = [...declared, ...workspaceNames(room.manifest.devDependencies), room.name];
    return room.files.flatMap((file) =>
      importsOf(file).flatMap(({ specifier, line }) => {
        const place = `${file.path}:${line}`;
        const inside = resolveInside(file, specifier, room);
        if (inside !== undefined) {
          return inside.startsWith(`${room.path}/`) ? [] : [`${place} reaches out of its room: ${specifier}`];
        }
        if (!specifier.startsWith(SCOPE)) return [];
        const [name = "", ...subpath] = specifier.slice(SCOPE.length).split("/");
        const target = house.rooms.find((other) => other.name === name);
        if (target === undefined) return [`${place} imports ${specifier}, which does not exist`];
        if (!exportedSubpaths(target).includes(subpath.length === 0 ? "." : `./${subpath.join("/")}`)) {
          return [`${place} imports ${specifier}, which ${target.path} does not export`];
        }
        const isTestFile = testFiles.has(file.path) || room.path === "test";
        if (!(isTestFile ? forTests : declared).includes(name)) {
          return [`${place} imports ${specifier}, which ${room.path}/package.json does not list for it`];
        }
        if (!isTestFile && entry !== undefined && !mayImport(entry, name)) {
          return [`${place} imports ${specifier}, which ${FLOOR_PLAN} does not allow`];
        }
        return [];
      }),
    );
  });
}

function tableOf(house: House): RoomEntry[] {
  return parseRoomTable(house.documents.get(FLOOR_PLAN) ?? "");
}

function entryOf(house: House, room: Room): RoomEntry | undefined {
  return tableOf(house).find(({ path }) => path === room.path);
}

function mayImport(entry: RoomEntry, name: string): boolean {
  return entry.mayImport === "any" || entry.mayImport.has(name);
}

function workspaceNames(dependencies: Readonly<Record<string, string>> | undefined): string[] {
  return Object.keys(dependencies ?? {})
    .filter((name) => name.startsWith(SCOPE))
    .map((name) => name.slice(SCOPE.length));
}
