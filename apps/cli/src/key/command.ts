import type { Key } from "@winnow/client";
import { Scope, type CreateKey } from "@winnow/contracts";
import { Command } from "commander";
import { underKey } from "#key-option.ts";
import { clientOf } from "#server.ts";
import { formatTable, UsageError, writeTo, writeJson, type Terminal } from "#terminal.ts";
import { wholeNumber } from "#whole-number.ts";

interface Options {
  readonly json?: boolean;
  readonly name: string;
  readonly scope?: readonly string[];
  readonly expires?: string;
  readonly address?: readonly string[];
  readonly maxPerDay?: number;
  readonly maxTotal?: number;
  readonly grace?: number;
  readonly exposed?: boolean;
}

/** `winnow keys …` */
export function keysCommand(terminal: Terminal): Command {
  const keys = new Command("keys").description("list, create, roll and revoke API keys");
  underKey(keys.command("list").description("list the organization's keys of this key's mode")).action(
    async (options: Options, command: Command) => {
      const listed = await (await clientOf(command, terminal)).keys.list();
      if (options.json) for (const key of listed) await writeJson(terminal, key);
      else await writeTo(terminal.stdout, formatTable([HEAD, ...listed.map(cellsOf)]));
    },
  );
  underKey(
    keys
      .command("create")
      .description("create a key with at most the scopes of this one; its token is shown once")
      .requiredOption("--name <name>", "purpose of the key")
      .option("--scope <scopes...>", `some of: ${Scope.options.join(", ")}`)
      .option("--expires <time>", "RFC 3339")
      .option("--address <networks...>", "networks from which the key may be used: 203.0.113.0/24")
      .option("--max-per-day <credits>", "the most that its jobs may cost in a day", wholeNumber)
      .option("--max-total <credits>", "the most that its jobs may cost in total", wholeNumber),
  ).action(async (options: Options, command: Command) => {
    const created = await (await clientOf(command, terminal)).keys.create(newKey(options));
    if (options.json) return writeJson(terminal, created);
    await tellToken(created, terminal);
  });
  underKey(
    keys
      .command("roll")
      .argument("<key>", "its id, key_…")
      .description("replace the token of a key; the old token works for another day")
      .option("--grace <seconds>", "how much longer the old token works", wholeNumber)
      .option("--exposed", "end the old token at once"),
  ).action(async (id: string, { json, grace, exposed }: Options, command: Command) => {
    const how = {
      ...(grace !== undefined && { grace_seconds: grace }),
      ...(exposed === true && { reason: "exposed" as const }),
    };
    const rolled = await (await clientOf(command, terminal)).keys.roll(id, how);
    if (json) return writeJson(terminal, rolled);
    await tellToken(rolled, terminal);
  });
  underKey(
    keys.command("revoke").argument("<key>", "its id, key_…").description("end a key at once and for good"),
  ).action(async (id: string, _options: Options, command: Command) => {
    await (await clientOf(command, terminal)).keys.revoke(id);
    await writeTo(terminal.stderr, `${id} is revoked.\n`);
  });
  return keys;
}

const HEAD = ["key", "name", "token", "scopes", "last used", "state"];

function cellsOf(key: Key): string[] {
  const { id, name, scopes, token_start: start, token_last_four: end, last_used_at: used } = key;
  const all = scopes.length === Scope.options.length;
  const state = key.revoked_at ? (key.revoked_reason ?? "revoked") : "works";
  return [id, name, `${start}…${end}`, all ? "all" : scopes.join(" "), used ?? "never", state];
}

function newKey(options: Options): CreateKey {
  const { name, scope, expires, address, maxPerDay, maxTotal } = options;
  const unknown = scope?.find((one) => !Scope.options.includes(one as Scope));
  if (unknown !== undefined) throw new UsageError(`--scope: unknown scope ${unknown}.`);
  return {
    name,
    ...(scope !== undefined && { scopes: scope as Scope[] }),
    ...(expires !== undefined && { expires_at: expires }),
    ...(address !== undefined && { allowed_addresses: [...address] }),
    ...(maxPerDay !== undefined && { max_credits_per_day: maxPerDay }),
    ...(maxTotal !== undefined && { max_credits_total: maxTotal }),
  };
}

/** The token stands alone on standard output, so that it can be piped. */
async function tellToken({ id, token }: { id: string; token: string }, terminal: Terminal): Promise<void> {
  await writeTo(terminal.stderr, `${id}; this token is shown only now:\n`);
  await writeTo(terminal.stdout, `${token}\n`);
}
