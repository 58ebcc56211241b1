#!/usr/bin/env node
import { runCommandLine } from "#run.ts";

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
// A reader that has seen enough (`| head`) ends the command, and is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  // npm runs scripts in the root of the repository; paths are meant from where the person stands.
  directory: process.env["INIT_CWD"] ?? process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interrupted: interrupted.signal,
});
// What is still being piped in is not waited for.
process.stdin.destroy();
