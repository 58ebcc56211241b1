import { readFileSync } from "node:fs";
import { Command } from "commander";
import { loginCommand, logoutCommand } from "#account/command.ts";
import { creditsCommand, usageCommand } from "#account/usage.ts";
import { enrichCommand, verifyCommand } from "#bulk/command.ts";
import { directoryCommand } from "#directory/command.ts";
import { doctorCommand } from "#doctor/command.ts";
import { helpCommand } from "#help/command.ts";
import { manualOf, pathOf } from "#help/manual.ts";
import { isColourful, widthOf } from "#help/paper.ts";
import { jobsCommand } from "#job/command.ts";
import { keysCommand } from "#key/command.ts";
import { listenCommand } from "#listen/command.ts";
import { mailProvidersCommand } from "#mail-providers/command.ts";
import type { Terminal } from "#terminal.ts";
import { verdictCommands } from "#verdict/command.ts";

/** The whole command line. Nothing runs before it parses arguments. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command("winnow")
    .description("bulk contact enrichment and email verification")
    .option("--server <url>", "URL of the server; WINNOW_SERVER", "http://127.0.0.1:3000")
    .version(`winnow ${version()}`, "-V, --version", "print the version")
    .helpOption("-h, --help", "show this manual")
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 20,
      styleTitle: (heading) => `\u001b[1m${heading}\u001b[22m`,
      formatHelp: (command, help) => manualOf(command, help, terminal),
    })
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
      outputError: (text, print) => print(text.replace(/^error: /, "winnow: ")),
      getOutHelpWidth: () => widthOf(terminal.stdout),
      getErrHelpWidth: () => widthOf(terminal.stderr),
      getOutHasColors: () => isColourful(terminal.stdout, terminal),
      getErrHasColors: () => isColourful(terminal.stderr, terminal),
    })
    .helpCommand(false)
    .exitOverride();
  const commands = [
    verifyCommand,
    enrichCommand,
    jobsCommand,
    creditsCommand,
    usageCommand,
    keysCommand,
    loginCommand,
    logoutCommand,
    listenCommand,
    directoryCommand,
    mailProvidersCommand,
    doctorCommand,
  ].map((create) => create(terminal));
  for (const command of [...commands, ...verdictCommands(terminal), helpCommand(terminal)]) {
    program.addCommand(command);
  }
  for (const command of everyCommand(program)) {
    command
      .copyInheritedSettings(program)
      .exitOverride()
      .showHelpAfterError(`See winnow ${pathOf(command)} --help`);
  }
  return program.showHelpAfterError("See winnow --help");
}

/** All subcommands of a command. */
export function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
