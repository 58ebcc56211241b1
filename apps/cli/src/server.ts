import { createOperator, type Operator } from "@winnow/client";
import type { Command } from "commander";
import { UsageError, type Terminal } from "#terminal.ts";

/** The server that a command is about, as its operator. @throws UsageError without a token. */
export function operatorOf(command: Command, { environment }: Terminal): Operator {
  const options = command.optsWithGlobals<{ server: string; operatorToken?: string }>();
  const named = command.getOptionValueSourceWithGlobals("server") === "default";
  const baseUrl = named ? (environment["WINNOW_SERVER"] ?? options.server) : options.server;
  const operatorToken = options.operatorToken ?? environment["WINNOW_OPERATOR_TOKEN"];
  if (!operatorToken) {
    throw new UsageError("This is the operator's: set WINNOW_OPERATOR_TOKEN or give --operator-token.");
  }
  try {
    return createOperator({ baseUrl, operatorToken });
  } catch (error) {
    throw new UsageError(`--server: ${(error as Error).message}`);
  }
}
