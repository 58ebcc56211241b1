import { posix } from "node:path";
import type { Room, SourceFile } from "./house.ts";

export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** Every module in a file's imports, re-exports, dynamic imports, or `import.meta.resolve`. */
export function importsOf(file: SourceFile): Import[] {
  return file.tokens.flatMap((token, index) => {
    if (token.type !== "string") return [];
    const before = file.tokens.slice(Math.max(0, index - 4), index).map(({ text }) => text);
    const isImport =
      before.at(-1) === "from" ||
      before.at(-1) === "import" ||
      before.slice(-2).join("") === "import(" ||
      (before.slice(-2).join("") === "resolve(" && before.includes("meta"));
    return isImport ? [{ specifier: token.text, line: token.line }] : [];
  });
}

const isTest = (file: SourceFile) => /\.(test|bench)\.[a-z]+$/.test(file.path);

/** The file of a relative or `#` specifier, from the root; undefined for packages. */
export function resolveInside(file: SourceFile, specifier: string, room: Room): string | undefined {
  if (specifier.startsWith("#")) return `${room.path}/src/${specifier.slice(1)}`;
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(file.path), specifier));
  return undefined;
}

/**
 * The files of a room that only its tests use: tests, and what can be reached from tests alone (conformance suites,
 * fixtures). Everything else is production source, also what nothing imports: that is a program.
 */
export function testFilesOf(room: Room): ReadonlySet<string> {
  const byPath = new Map(room.files.map((file) => [file.path, file]));
  const targets = (file: SourceFile) =>
    importsOf(file).flatMap(({ specifier }) => resolveInside(file, specifier, room) ?? []);
  const imported = new Set(room.files.flatMap((file) => targets(file)));
  const exported = new Set(exportTargets(room));
  const production = new Set<string>();
  const queue = room.files.filter(
    (file) => !isTest(file) && (exported.has(file.path) || !imported.has(file.path)),
  );
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (production.has(file.path)) continue;
    production.add(file.path);
    queue.push(...targets(file).flatMap((path) => byPath.get(path) ?? []));
  }
  return new Set([...byPath.keys()].filter((path) => !production.has(path)));
}

/** Paths of the files that a room exports. */
function exportTargets(room: Room): string[] {
  const targets: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") targets.push(posix.normalize(posix.join(room.path, value)));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(room.manifest.exports);
  return targets;
}

/** The subpaths that a room exports: ".", "./fake-service". */
export function exportedSubpaths(room: Room): readonly string[] {
  const { exports } = room.manifest;
  if (exports === undefined) return [];
  return typeof exports === "object" && exports !== null ? Object.keys(exports) : ["."];
}
