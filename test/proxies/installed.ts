import { execFileSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";

export const proxies = ["nginx", "caddy"] as const;
export type ProxyName = (typeof proxies)[number];

const cache = execFileSync(join(import.meta.dirname, "cache.sh"), { encoding: "utf8" }).trim();
const binaries: Readonly<Record<ProxyName, string>> = { nginx: "usr/sbin/nginx", caddy: "usr/bin/caddy" };

/** The command that starts what `install.sh` unpacked, with the libraries that were unpacked beside it. */
export function commandOf(proxy: ProxyName): readonly string[] {
  const root = join(cache, proxy);
  const [loader] = globSync("lib*/ld-linux*", { cwd: root });
  if (loader === undefined) throw new Error(`${root} has no program loader`);
  const libraries = globSync("{,usr/}lib/*-linux-gnu", { cwd: root }).map((path) => join(root, path));
  return [join(root, loader), "--library-path", libraries.join(":"), join(root, binaries[proxy])];
}

/**
 * Whether a proxy can be run here. Where it cannot, that is said loudly: `describe.skipIf(!isRunnable("nginx"))`.
 * @throws Error where CI is set: CI does not skip.
 */
export function isRunnable(proxy: ProxyName): boolean {
  if (existsSync(join(cache, proxy))) return true;
  const reason = `It is not in ${cache}. Run test/proxies/install.sh (on Debian or Ubuntu) to have it there; nothing is installed into the system.`;
  if (process.env["CI"]) throw new Error(`${reason} CI must run the tests behind a real ${proxy}.`);
  process.stderr.write(`\n  ⚠ SKIPPED: the tests behind a real ${proxy}. ${reason}\n`);
  return false;
}
