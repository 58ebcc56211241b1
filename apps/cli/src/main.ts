#!/usr/bin/env node
import { runCommandLine } from "#run.ts";

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
// A reader that stops early (`| head`) ends the command, which is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  // npm runs scripts in the root of the repository; relative paths start from the directory of the person.
  directory: process.env["INIT_CWD"] ?? process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interrupted: interrupted.signal,
});
// Input that is still arriving on standard input is not waited for.
process.stdin.destroy();
