#!/usr/bin/env node
// Plain JavaScript without dependencies, because it runs before anything is installed, on any Node ≥ 18.
//
//   node apps/launcher/launch.mjs <command> [arguments]
//
// Provides Node and pnpm when the host's are missing or too old, installs when needed, and runs the command.
import { ensureInstalled } from "./src/install.mjs";
import { runCommand } from "./src/run-command.mjs";
import { findTools, printTools } from "./src/tools.mjs";

const [command, ...rest] = process.argv.slice(2);

if (command === "--print-tools") {
  printTools();
} else if (command === undefined) {
  console.error(
    "Usage: node apps/launcher/launch.mjs <command> [arguments], such as npm run demo, npm test, npm start.",
  );
  process.exitCode = 2;
} else {
  try {
    const tools = await findTools();
    await ensureInstalled(tools);
    process.exitCode = await runCommand(tools, command, rest);
  } catch (error) {
    console.error(`winnow: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
