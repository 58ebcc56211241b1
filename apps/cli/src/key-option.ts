import { Option, type Command } from "commander";

/** Options of every command under an API key. */
export function underKey(command: Command): Command {
  return command
    .addOption(apiKeyOption())
    .option("--local", "start a private server for this command: real DNS and SMTP, no account")
    .option("--sandbox", "the same, with simulated mail servers that can give every verdict")
    .option("--json", "print JSON for scripts");
}

export function apiKeyOption(): Option {
  return new Option(
    "--api-key <key>",
    "safer in WINNOW_API_KEY, which other users of this machine cannot see",
  );
}
