import { execFileSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { canRun } from "../gate/runnable.ts";

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

/** Whether a proxy can be run here: `describe.skipIf(!isRunnable("nginx"))`. @throws Error in CI. */
export function isRunnable(proxy: ProxyName): boolean {
  const missing = `It is not in ${cache}. Run test/proxies/install.sh (on Debian or Ubuntu) to install it there; the system is not changed.`;
  return canRun(`the tests with a real ${proxy}`, existsSync(join(cache, proxy)) ? undefined : missing);
}
