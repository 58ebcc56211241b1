import { Command, Option } from "commander";
import { listMailProviders } from "#mail-providers/list.ts";
import { pauseMailProvider } from "#mail-providers/pause.ts";
import { resumeMailProvider } from "#mail-providers/resume.ts";
import type { Terminal } from "#terminal.ts";

/** `winnow mail-providers …`: how much each of them may be asked. */
export function mailProvidersCommand(terminal: Terminal): Command {
  const providers = new Command("mail-providers").description(
    "see how much each mail provider may be asked, pause and resume it (operators)",
  );
  const operators = (command: Command) =>
    command
      .option("--json", "print the answer as one line of JSON")
      .option(
        "--operator-token <token>",
        "WINNOW_OPERATOR_TOKEN, which no other user of this machine can see",
      );
  const mode = new Option("--mode <mode>", "test is the sandbox's").choices(["live", "test"]).default("live");

  operators(
    providers
      .command("list")
      .description("list those that were asked within the last week: paused and throttling ones first")
      .addOption(new Option("--state <state>", "only these").choices(["running", "throttled", "paused"]))
      .option("--provider <provider>", "only this one")
      .option("--limit <count>", "as many at most", "100"),
  ).action((_options, command: Command) => listMailProviders(command, terminal));

  operators(
    providers
      .command("pause")
      .argument("<provider>", "as list names it")
      .description("leave a provider alone; rows that need it wait, within their job's max_wait")
      .requiredOption("--minutes <minutes>", "for how long")
      .option("--reason <text>", "for whoever looks at the list")
      .addOption(mode),
  ).action((provider: string, _options, command: Command) => pauseMailProvider(provider, command, terminal));

  operators(
    providers
      .command("resume")
      .argument("<provider>", "as list names it")
      .description("end its pauses, whoever made them; rows that wait for it go on at once")
      .addOption(mode),
  ).action((provider: string, _options, command: Command) => resumeMailProvider(provider, command, terminal));

  return providers;
}
