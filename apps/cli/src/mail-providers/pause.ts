import { PauseMailProvider } from "@winnow/contracts";
import type { Command } from "commander";
import { operatorOf } from "#server.ts";
import { UsageError, writeTo, type Terminal } from "#terminal.ts";

interface Options {
  readonly minutes: string;
  readonly reason?: string;
  readonly mode: string;
  readonly json?: boolean;
}

/** `winnow mail-providers pause` */
export async function pauseMailProvider(
  provider: string,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { json, minutes, reason, mode } = command.opts<Options>();
  const pause = PauseMailProvider.safeParse({ minutes: Number(minutes), reason, mode });
  if (!pause.success) {
    const mistakes = pause.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`);
    throw new UsageError(mistakes.join("\n"));
  }
  const providers = await operatorOf(command, terminal).pauseMailProvider(provider, pause.data);
  const until = providers[0]?.pause?.until ?? "";
  const text = `${provider} is paused until ${until}; winnow mail-providers resume ${provider} ends it\n`;
  await writeTo(terminal.stdout, json ? `${JSON.stringify({ data: providers })}\n` : text);
}
