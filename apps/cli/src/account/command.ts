import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { createClient } from "@winnow/client";
import { Command } from "commander";
import { forgetAccount, writeAccount } from "#stored-account.ts";
import { defaultServer, namedServer } from "#server.ts";
import { UsageError, writeTo, type Terminal } from "#terminal.ts";

/** `winnow login`: stores a key for later commands after the server has accepted it. */
export function loginCommand(terminal: Terminal): Command {
  return new Command("login")
    .description(
      "store an API key for later commands; it is read from standard input, never from the command line",
    )
    .action(async (_options, command: Command) => {
      const server = namedServer(command, terminal) ?? defaultServer(command);
      const apiKey = await readKey(terminal);
      if (apiKey === "") throw new UsageError("No key was given: echo $KEY | winnow login");
      const { mode, available } = await createClient({ baseUrl: server, apiKey }).credits.get();
      const file = await writeAccount(terminal, { server, apiKey });
      await writeTo(
        terminal.stderr,
        `Logged in at ${server} with a ${mode} key; ${available} credits are available. Stored in ${file}.\n`,
      );
    });
}

/** `winnow logout` */
export function logoutCommand(terminal: Terminal): Command {
  return new Command("logout").description("delete the key that login stored").action(async () => {
    await forgetAccount(terminal);
  });
}

/** The typed key is not echoed. */
async function readKey({ stdin, stderr }: Terminal): Promise<string> {
  if (stdin.isTTY !== true) {
    let text = "";
    for await (const chunk of stdin) text += String(chunk);
    return text.trim();
  }
  await writeTo(stderr, "API key: ");
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: true });
  const typed = await lines.question("");
  lines.close();
  await writeTo(stderr, "\n");
  return typed.trim();
}
