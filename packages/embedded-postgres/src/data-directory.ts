import type { ServiceUser } from "#service-user.ts";

/**
 * The data directory as a program of PostgreSQL is told it; the program must be started in that directory.
 * Root enters a directory before it gives up being root, and Linux then leads `/proc/self/cwd` to it, whatever is closed
 * above it (a clone under /root). So the data stay where the operator wants them and go when that directory goes.
 */
export function dataDirectoryArgument(cluster: string, user: ServiceUser | undefined): string {
  return user !== undefined && process.platform === "linux" ? "/proc/self/cwd" : cluster;
}
