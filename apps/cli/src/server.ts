import { createClient, createOperator, type Client, type Operator, type Repetition } from "@winnow/client";
import type { Command } from "commander";
import { readAccount } from "#stored-account.ts";
import { startLocal } from "#local/start.ts";
import { UsageError, type Terminal } from "#terminal.ts";

/** A client of the server for operators. @throws UsageError without a token. */
export function operatorOf(command: Command, terminal: Terminal): Operator {
  const options = command.optsWithGlobals<{ operatorToken?: string }>();
  const operatorToken = options.operatorToken ?? terminal.environment["WINNOW_OPERATOR_TOKEN"];
  if (!operatorToken) {
    throw new UsageError(
      "This command is for operators: set WINNOW_OPERATOR_TOKEN or give --operator-token.",
    );
  }
  const baseUrl = namedServer(command, terminal) ?? defaultServer(command);
  return checked(() => createOperator({ baseUrl, operatorToken, onRetry: tellRetry(terminal) }));
}

/**
 * A client of the server under an API key. With --local or --sandbox it is a private server; otherwise the command line names
 * it, else the environment, else the file of `winnow login`. @throws UsageError without a key.
 */
export async function clientOf(command: Command, terminal: Terminal): Promise<Client> {
  const options = command.optsWithGlobals<{ apiKey?: string; local?: boolean; sandbox?: boolean }>();
  if (options.local || options.sandbox) {
    const { url, apiKey } = await startLocal(options.sandbox ? "test" : "live", terminal);
    return createClient({ baseUrl: url, apiKey, onRetry: tellRetry(terminal) });
  }
  const stored = await readAccount(terminal);
  const given = options.apiKey || terminal.environment["WINNOW_API_KEY"] || undefined;
  const baseUrl = namedServer(command, terminal) ?? stored?.server ?? defaultServer(command);
  // A stored key is sent only to the server that it was stored for.
  const apiKey = given ?? (stored?.server === baseUrl ? stored.apiKey : undefined);
  if (!apiKey) {
    throw new UsageError(
      "This command needs an API key: run winnow login, set WINNOW_API_KEY, or give --api-key.",
    );
  }
  return checked(() => createClient({ baseUrl, apiKey, onRetry: tellRetry(terminal) }));
}

/** The server that the command line or the environment names. */
export function namedServer(command: Command, { environment }: Terminal): string | undefined {
  if (command.getOptionValueSourceWithGlobals("server") !== "default") return defaultServer(command);
  return environment["WINNOW_SERVER"] || undefined;
}

export function defaultServer(command: Command): string {
  return command.optsWithGlobals<{ server: string }>().server;
}

/** Says why a call takes longer: a request that failed is sent again, an upload as well. */
function tellRetry({ stderr }: Terminal): (repetition: Repetition) => void {
  let said = "";
  return ({ error, waitMs, number, most }) => {
    const waits = error.code === "idempotency_in_progress";
    const when = waitMs < 1000 ? "now" : `in ${Math.ceil(waitMs / 1000)} s`;
    const line = waits
      ? "The server is still answering an earlier attempt; waiting for it.\n"
      : `${error.message.replace(/\.$/, "")}. Sent again ${when} (${number} of ${most}).\n`;
    // Waiting is reported once.
    if (line !== said) stderr.write(line);
    said = line;
  };
}

function checked<Value>(create: () => Value): Value {
  try {
    return create();
  } catch (error) {
    throw new UsageError(`--server: ${(error as Error).message}`);
  }
}
