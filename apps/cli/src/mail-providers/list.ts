import { MailProviderQuery } from "@winnow/contracts";
import type { Command } from "commander";
import { tableOfProviders } from "#mail-providers/table.ts";
import { operatorOf } from "#server.ts";
import { UsageError, writeTo, type Terminal } from "#terminal.ts";

interface Options {
  readonly state?: string;
  readonly provider?: string;
  readonly limit: string;
  readonly json?: boolean;
}

/** `winnow mail-providers list` */
export async function listMailProviders(command: Command, terminal: Terminal): Promise<void> {
  const { json, state, provider, limit } = command.opts<Options>();
  const query = MailProviderQuery.safeParse({ state, provider, limit });
  if (!query.success) {
    const mistakes = query.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`);
    throw new UsageError(mistakes.join("\n"));
  }
  const listed = await operatorOf(command, terminal).mailProviders(query.data);
  if (json) {
    await writeTo(terminal.stdout, `${JSON.stringify(listed)}\n`);
    return;
  }
  await writeTo(
    terminal.stdout,
    listed.data.length === 0 ? "no mail provider was contacted\n" : tableOfProviders(listed.data),
  );
  if (listed.has_more) await writeTo(terminal.stderr, "there are more: use --limit, --state or --provider\n");
}
