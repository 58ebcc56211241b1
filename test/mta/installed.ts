import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { canRun } from "../gate/runnable.ts";

export type ServerName = "postfix" | "exim" | "opensmtpd";

const cache = execFileSync(join(import.meta.dirname, "cache.sh"), { encoding: "utf8" }).trim();

/** A prefix of commands that need root, as servers do that change their root directory and user. */
export const asRoot: readonly string[] = process.getuid?.() === 0 ? [] : ["sudo", "-n"];

/** The directory in which `install.sh` unpacks a server. */
export function unpackedAt(server: ServerName): string {
  return join(cache, server);
}

/** Whether a real mail server can be run here: `describe.skipIf(!isRunnable("postfix"))`. @throws Error in CI. */
export function isRunnable(server: ServerName): boolean {
  return canRun(`the tests on a real ${server}`, whyNot(server));
}

function whyNot(server: ServerName): string | undefined {
  if (!existsSync(unpackedAt(server))) {
    return `It is not in ${cache}. Run test/mta/install.sh (on Debian or Ubuntu) to install it there; the system is not changed.`;
  }
  const [sudo, ...rest] = asRoot;
  if (sudo === undefined || spawnSync(sudo, [...rest, "true"]).status === 0) return undefined;
  return "It needs root, or sudo without a password.";
}
