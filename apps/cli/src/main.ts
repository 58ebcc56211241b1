#!/usr/bin/env node
import { run } from "#run.ts";

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  // npm runs scripts in the root of the repository; paths are meant from where the person stands.
  directory: process.env["INIT_CWD"] ?? process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
