import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** The directory of the product's migrations. */
export const MIGRATION_FOLDER = join(import.meta.dirname, "../../packages/database/src/migration");
/** The recorded files, as README.md describes them. */
export const LANDED_FOLDER = join(import.meta.dirname, "landed");
export const STATES_FILE = join(LANDED_FOLDER, "states.txt");
export const HASHES_FILE = join(LANDED_FOLDER, "frozen.sha256");

/** A schema that a version of Winnow created in an empty database. */
export interface LandedState {
  /** The first commit that made it, or its newest migration. */
  readonly name: string;
  /** By migration, the file of `landed/` with its statements, without suffix; in order of the migrations' names. */
  readonly files: ReadonlyMap<string, string>;
}

/** Path of a file below the migration folder → SHA-256 in hexadecimal. */
export type Hashes = ReadonlyMap<string, string>;

/** `0028-known-rows@6b625bb` → `0028-known-rows`. */
export function migrationOf(file: string): string {
  return file.split("@", 1)[0] as string;
}

/**
 * Every state, oldest first.
 * @throws Error when a line is not `<name>: <file>…` or `<name> after <earlier name>: <file>…`.
 */
export async function readStates(): Promise<LandedState[]> {
  const states = new Map<string, LandedState>();
  for (const line of (await readFile(STATES_FILE, "utf8")).trimEnd().split("\n")) {
    const [, name, earlier, added] = /^(\S+)(?: after (\S+))?: (.+)$/.exec(line) ?? [];
    const origin = earlier === undefined ? new Map() : states.get(earlier)?.files;
    if (name === undefined || added === undefined || origin === undefined) {
      throw new Error(`no state can be read from "${line}"`);
    }
    const files = new Map([...origin, ...added.split(" ").map((file) => [migrationOf(file), file] as const)]);
    states.set(name, { name, files: new Map([...files].toSorted()) });
  }
  return [...states.values()];
}

/** The statements of every file of `landed/`, by its name without suffix. */
export async function readStatements(): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(LANDED_FOLDER)).filter((file) => file.endsWith(".sql"));
  const read = async (file: string) =>
    [file.slice(0, -".sql".length), await readFile(join(LANDED_FOLDER, file), "utf8")] as const;
  return new Map(await Promise.all(files.toSorted().map(read)));
}

/** Of every file but the index, which grows. */
export async function hashMigrations(folder: string): Promise<Hashes> {
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => file.endsWith(".ts") && file !== "index.ts",
  );
  const hash = async (file: string) =>
    [
      file,
      createHash("sha256")
        .update(await readFile(join(folder, file)))
        .digest("hex"),
    ] as const;
  return new Map(await Promise.all(files.toSorted().map(hash)));
}

/** The recorded hashes, in the format of sha256sum. */
export async function readHashes(): Promise<Hashes> {
  const lines = (await readFile(HASHES_FILE, "utf8")).trimEnd().split("\n");
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}
