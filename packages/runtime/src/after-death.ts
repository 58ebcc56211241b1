import { spawn } from "node:child_process";
import type { Socket } from "node:net";

/**
 * Has a command run once this process has ended, whatever ended it: SIGKILL, a crash, Ctrl-C, `process.exit`. Disposing
 * cancels it.
 *
 * A shell waits for the end of a pipe whose other end only this process holds. It has a session of its own, so that a
 * signal to the process group misses it. What kills every process (a container that is stopped, power that fails) kills the
 * shell as well: the next start must still cope with what is left.
 * @param command a program or a builtin of the shell, and its arguments; its output goes nowhere.
 */
export function afterDeath(command: readonly [string, ...string[]]): Disposable {
  const shell = spawn("/bin/sh", ["-c", 'read -r _ || "$@"', "sh", ...command], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell there is no such help, and the next start copes.
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  (shell.stdin as Socket).unref();
  return { [Symbol.dispose]: () => void shell.kill("SIGKILL") };
}
