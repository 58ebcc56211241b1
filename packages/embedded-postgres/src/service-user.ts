import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import type { Logger } from "@winnow/runtime";

const run = promisify(execFile);

/** Whom PostgreSQL runs as, in the shape that `spawn` takes. */
export interface ServiceUser {
  readonly uid: number;
  readonly gid: number;
}

const USER_NAME = "winnow";

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it as themself (undefined); root runs it as the owner of the
 * existing cluster, else as `winnow` or `postgres` where there is one, else as a new system user `winnow`, else `nobody`.
 */
export async function chooseServiceUser(cluster: string, logger: Logger): Promise<ServiceUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const existing = (await lookUp(USER_NAME)) ?? (await lookUp("postgres"));
  if (existing !== undefined) return existing;
  await createUser(logger);
  const user = (await lookUp(USER_NAME)) ?? (await lookUp("nobody"));
  if (user === undefined) {
    throw new Error(
      "PostgreSQL refuses to run as root and no system user for it was found. Create one (useradd --system winnow), " +
        "start Winnow as an ordinary user, or set DATABASE_URL.",
    );
  }
  return user;
}

async function lookUp(name: string): Promise<ServiceUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, name])));
    const user = { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
    return Number.isSafeInteger(user.uid) && Number.isSafeInteger(user.gid) && user.uid !== 0
      ? user
      : undefined;
  } catch {
    return undefined;
  }
}

/** shadow-utils first, then busybox; where neither works `nobody` remains. */
async function createUser(logger: Logger): Promise<void> {
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    [
      "useradd",
      ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false"],
    ],
    ["adduser", ["-S", "-D", "-H", "-h", "/nonexistent", "-s", "/bin/false"]],
  ];
  for (const [program, flags] of attempts) {
    try {
      await run(program, [...flags, USER_NAME]);
      logger.info({ user: USER_NAME }, "created a system user for PostgreSQL, which refuses to run as root");
      return;
    } catch (error) {
      logger.debug({ error, program }, "could not create a system user");
    }
  }
}
