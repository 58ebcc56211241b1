import { execFileSync } from "node:child_process";
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { openDatabase } from "@winnow/database";
import { startTemporaryPostgres } from "@winnow/embedded-postgres";
import { createLogger } from "@winnow/runtime";
import { captureMigrations, type Statements } from "./capture.ts";
import {
  HASHES_FILE,
  LANDED_FOLDER,
  MIGRATION_FOLDER,
  STATES_FILE,
  hashMigrations,
  migrationOf,
  readHashes,
  readStatements,
  readStates,
  type LandedState,
} from "./landed.ts";

// node test/upgrades/record-landed.ts            freezes the new migrations of the working tree.
// node test/upgrades/record-landed.ts <commit>…  records the schemas that these commits made. See README.md.
const commits = process.argv.slice(2);
const root = join(import.meta.dirname, "../..");
const git = (...parameters: string[]) => execFileSync("git", parameters, { cwd: root, maxBuffer: 2 ** 28 });

await using stack = new AsyncDisposableStack();
const logger = createLogger({ name: "record", level: "error" });
const server = stack.use(await startTemporaryPostgres({ logger, durability: "off" }));

if (commits.length === 0) {
  await recordState(await capture(MIGRATION_FOLDER));
  await recordHashes();
}
for (const commit of commits) {
  const name = git("rev-parse", "--short=7", `${commit}^{commit}`).toString().trim();
  // Inside the package, so that "kysely" is found.
  const checkout = join(MIGRATION_FOLDER, `../../.landed-${name}`);
  try {
    await mkdir(checkout);
    const input = git("archive", name, relative(root, MIGRATION_FOLDER));
    execFileSync("tar", ["--extract", "--directory", checkout], { input });
    await recordState(await capture(join(checkout, relative(root, MIGRATION_FOLDER))), name);
  } finally {
    await rm(checkout, { recursive: true, force: true });
  }
}

/** The statements that the migrations of a folder send to an empty database. */
async function capture(folder: string): Promise<Statements> {
  await using database = openDatabase({ connectionString: server.connectionString });
  await database.pool.query("drop schema public cascade; create schema public");
  return await captureMigrations(folder, database.pool);
}

/** Adds the hashes of new files. Recorded ones are left unchanged: the test reports a file that differs. */
async function recordHashes(): Promise<void> {
  const all = new Map([...(await hashMigrations(MIGRATION_FOLDER)), ...(await readHashes())]);
  const lines = [...all].toSorted().map(([file, hash]) => `${hash}  ${file}\n`);
  await writeFile(HASHES_FILE, lines.join(""));
}

/** Records the statements and the state that they make, when these are new. */
async function recordState(statements: Statements, commit?: string): Promise<void> {
  const files = new Map<string, string>();
  for (const [migration, text] of statements) files.set(migration, await recordFile(migration, text, commit));
  const name = commit ?? ([...files.keys()].at(-1) as string);
  const states = await readStates();
  const same = states.find(
    (state) => state.files.size === files.size && missingFrom(state, files)?.length === 0,
  );
  console.log(`${name}: ${same === undefined ? "recorded" : `is as ${same.name}`}`);
  if (same !== undefined) return;
  const [nearest] = states
    .flatMap((state) => {
      const added = missingFrom(state, files);
      return added === undefined ? [] : [{ name: state.name, added }];
    })
    .toSorted((one, other) => one.added.length - other.added.length);
  if (nearest === undefined) throw new Error(`${name} lacks migrations that every recorded state has`);
  await appendFile(STATES_FILE, `${name} after ${nearest.name}: ${nearest.added.join(" ")}\n`);
}

/**
 * The file of `landed/` with these statements, written when there is none.
 * @throws Error when the working tree has edited a migration that is recorded.
 */
async function recordFile(migration: string, text: string, commit?: string): Promise<string> {
  const recorded = await readStatements();
  const same = [...recorded].find(([file, known]) => migrationOf(file) === migration && known === text);
  if (same !== undefined) return same[0];
  if (recorded.has(migration) && commit === undefined) {
    throw new Error(
      `${migration} is recorded with other statements. If it has landed, restore it and add a new migration. ` +
        `If not, delete landed/${migration}.sql and its lines in states.txt and frozen.sha256, and record again.`,
    );
  }
  const file = recorded.has(migration) ? `${migration}@${commit}` : migration;
  await writeFile(join(LANDED_FOLDER, `${file}.sql`), text);
  return file;
}

/** The files that a state lacks or has in another version; undefined when it has more migrations than these. */
function missingFrom(state: LandedState, files: LandedState["files"]): string[] | undefined {
  if (![...state.files.keys()].every((migration) => files.has(migration))) return undefined;
  return [...files]
    .filter(([migration, file]) => state.files.get(migration) !== file)
    .map(([, file]) => file);
}
