import { dataDirectoryArgument } from "#data-directory.ts";
import { runProgram } from "#run-program.ts";
import type { ServiceUser } from "#service-user.ts";

/**
 * Frees the shared memory that a killed server left: a System V segment and up to some megabytes below /dev/shm.
 * PostgreSQL does that when it starts again on the same data; `--check` is a start that ends before it reads any data
 * (initdb tries settings with it). No server may be running on the data, and there may be no `postmaster.pid`.
 * @throws Error with PostgreSQL's output when it refuses.
 */
export async function releaseSharedMemory(options: {
  readonly postgres: string;
  readonly cluster: string;
  readonly user: ServiceUser | undefined;
}): Promise<void> {
  const { postgres, cluster, user } = options;
  await runProgram(postgres, ["--check", "-D", dataDirectoryArgument(cluster, user)], { cwd: cluster, user });
}
