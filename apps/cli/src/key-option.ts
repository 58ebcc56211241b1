import { Option, type Command } from "commander";

/** What every command under an API key takes. */
export function underKey(command: Command): Command {
  return command
    .addOption(apiKeyOption())
    .option("--local", "start a server of your own for this command: real DNS and SMTP, no account")
    .option("--sandbox", "the same, against a sandbox of mail servers: every verdict can be rehearsed")
    .option("--json", "print JSON for scripts");
}

export function apiKeyOption(): Option {
  return new Option("--api-key <key>", "WINNOW_API_KEY, which no other user of this machine can see");
}
