import { Command, Option } from "commander";
import { listMailProviders } from "#mail-providers/list.ts";
import { pauseMailProvider } from "#mail-providers/pause.ts";
import { resumeMailProvider } from "#mail-providers/resume.ts";
import type { Terminal } from "#terminal.ts";

/** `winnow mail-providers …`: the rate at which each mail provider is contacted. */
export function mailProvidersCommand(terminal: Terminal): Command {
  const providers = new Command("mail-providers").description(
    "show how fast each mail provider may be contacted, pause and resume it (operators)",
  );
  const operators = (command: Command) =>
    command
      .option("--json", "print the answer as one line of JSON")
      .option(
        "--operator-token <token>",
        "safer in WINNOW_OPERATOR_TOKEN, which other users of this machine cannot see",
      );
  const mode = new Option("--mode <mode>", "test is the sandbox's").choices(["live", "test"]).default("live");

  operators(
    providers
      .command("list")
      .description("list the providers contacted within the last week, paused and throttling ones first")
      .addOption(new Option("--state <state>", "only these").choices(["running", "throttled", "paused"]))
      .option("--provider <provider>", "only this one")
      .option("--limit <count>", "the most to list", "100"),
  ).action((_options, command: Command) => listMailProviders(command, terminal));

  operators(
    providers
      .command("pause")
      .argument("<provider>", "as list names it")
      .description("stop contacting a provider; its rows wait within their job's max_wait")
      .requiredOption("--minutes <minutes>", "length of the pause")
      .option("--reason <text>", "reason, shown in the list")
      .addOption(mode),
  ).action((provider: string, _options, command: Command) => pauseMailProvider(provider, command, terminal));

  operators(
    providers
      .command("resume")
      .argument("<provider>", "as list names it")
      .description("end all pauses of a provider; its waiting rows continue at once")
      .addOption(mode),
  ).action((provider: string, _options, command: Command) => resumeMailProvider(provider, command, terminal));

  return providers;
}
