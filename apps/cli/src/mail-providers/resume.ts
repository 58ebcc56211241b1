import { ResumeMailProvider } from "@winnow/contracts";
import type { Command } from "commander";
import { operatorOf } from "#server.ts";
import { writeTo, type Terminal } from "#terminal.ts";

/** `winnow mail-providers resume` */
export async function resumeMailProvider(
  provider: string,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { json, mode } = command.opts<{ mode: string; json?: boolean }>();
  const resumed = await operatorOf(command, terminal).resumeMailProvider(
    provider,
    ResumeMailProvider.parse({ mode }),
  );
  const rows = resumed.rows === 1 ? "1 waiting row continues" : `${resumed.rows} waiting rows continue`;
  await writeTo(
    terminal.stdout,
    json ? `${JSON.stringify(resumed)}\n` : `${provider} is contacted again; ${rows}\n`,
  );
}
