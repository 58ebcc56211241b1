import { randomBytes } from "node:crypto";
import { chown, lstat, mkdir, open, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PostgresBinaries } from "#binaries.ts";
import { dataDirectoryArgument } from "#data-directory.ts";
import { runProgram } from "#run-program.ts";
import type { ServiceUser } from "#service-user.ts";

/** Name of the superuser and of the database. */
export const CLUSTER_NAME = "winnow";
const PASSWORD_FILE = "winnow-password";

export interface ClusterOptions {
  /** The data directory. */
  readonly cluster: string;
  readonly binaries: PostgresBinaries;
  readonly user: ServiceUser | undefined;
  readonly durable: boolean;
}

/**
 * Returns the password of the cluster; creates the cluster where there is none. It is made aside and renamed into place
 * when complete (password and database included), so a cluster that exists is whole; leftovers of an interrupted attempt
 * are removed. To be called by the directory's holder only.
 * @throws Error when something else is in its place, or data of another major version.
 */
export async function ensureCluster(options: ClusterOptions): Promise<string> {
  const { cluster, binaries } = options;
  await removeLeftovers(cluster);
  if (!(await exists(cluster))) await create(options);
  const [version, password] = await Promise.all([
    readFile(join(cluster, "PG_VERSION"), "utf8"),
    readFile(join(cluster, PASSWORD_FILE), "utf8"),
  ]).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "EACCES"
        ? `${cluster} belongs to another user. Start Winnow as the user who started it first (root, perhaps), or set WINNOW_DATA_DIR.`
        : `${cluster} is not a database of Winnow. Move it away or set WINNOW_DATA_DIR; nothing in it was changed.`,
      { cause: error },
    );
  });
  if (version.trim() !== binaries.majorVersion) {
    throw new Error(
      `${cluster} was written by PostgreSQL ${version.trim()}; this Winnow brings PostgreSQL ${binaries.majorVersion}. ` +
        "Dump it with the Winnow that wrote it and restore it into an empty directory.",
    );
  }
  return password.trim();
}

async function create(options: ClusterOptions): Promise<void> {
  const { cluster, binaries, user, durable } = options;
  const aside = `${cluster}.new-${randomBytes(6).toString("hex")}`;
  const password = randomBytes(24).toString("base64url");
  const passwordFile = `${aside}.password`;
  try {
    await mkdir(aside, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
    if (user !== undefined) {
      await chown(aside, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    const dataDirectory = dataDirectoryArgument(aside, user);
    {
      // Handed over as standard input, because the path to it may be closed to the service user.
      await using file = await open(passwordFile, "r");
      const flags = initdbFlags(dataDirectory, durable);
      await runProgram(binaries.initdb, flags, { cwd: aside, user, input: file.fd });
    }
    await runProgram(
      binaries.postgres,
      ["--single", "-D", dataDirectory, ...(durable ? [] : ["-c", "fsync=off"]), "postgres"],
      { cwd: aside, user, input: `create database ${CLUSTER_NAME}\n` },
    );
    await rename(passwordFile, join(aside, PASSWORD_FILE));
    if (durable) await syncFile(join(aside, PASSWORD_FILE));
    await rename(aside, cluster);
    if (durable) await syncFile(dirname(cluster));
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
    throw error;
  }
}

function initdbFlags(dataDirectory: string, durable: boolean): string[] {
  return [
    `--pgdata=${dataDirectory}`,
    `--username=${CLUSTER_NAME}`,
    "--pwfile=/dev/stdin",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The same order and case rules on every machine, whatever its libc: code points, Unicode case mapping.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(durable ? [] : ["--no-sync"]),
  ];
}

async function removeLeftovers(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  const prefix = `${basename(cluster)}.new-`;
  const names = await readdir(parent).catch(() => []);
  const leftovers = names.filter((name) => name.startsWith(prefix));
  // The initdb of an owner that was killed may still be writing: it ends when its files vanish.
  const options = { recursive: true, force: true, maxRetries: 10 };
  await Promise.all(leftovers.map((name) => rm(join(parent, name), options)));
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function syncFile(path: string): Promise<void> {
  await using file = await open(path, "r");
  await file.sync();
}
