import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { signup } from "@winnow/client";
import type { Mode } from "@winnow/contracts";
import { UsageError, type Terminal } from "#terminal.ts";

const SERVER = fileURLToPath(new URL("../../../standalone/src/main.ts", import.meta.url));
/** The person who starts a private server is its operator and has no need to buy credits. */
const OWN_CREDITS = "1000000000";

/** A private server that runs as long as the command. */
export interface LocalServer {
  readonly url: string;
  readonly apiKey: string;
}

/**
 * Starts a whole Winnow server on this machine and ends it with the command. Its data stays for the next time
 * (XDG_DATA_HOME). @throws UsageError with the server's own message when it does not start.
 */
export async function startLocal(mode: Mode, terminal: Terminal): Promise<LocalServer> {
  const { environment, ending } = terminal;
  const directory = join(
    environment["XDG_DATA_HOME"] || join(environment["HOME"] ?? homedir(), ".local/share"),
    "winnow",
  );
  const child = spawn(process.execPath, [SERVER], {
    env: {
      LOG_LEVEL: "error",
      WELCOME_CREDITS_LIVE: OWN_CREDITS,
      WELCOME_CREDITS_TEST: OWN_CREDITS,
      RATE_LIMIT_PER_KEY: "100000",
      RATE_LIMIT_PER_ORGANIZATION: "100000",
      ...environment,
      WINNOW_DATA_DIR: directory,
      PORT: "0",
    },
    // The IPC channel ends the server with the command, even when the command is killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Ctrl-C is handled by the command, which ends the server after its last message.
    detached: true,
  });
  ending.defer(() => stop(child));
  const url = await untilReady(child);
  return { url, apiKey: await ownKey(url, mode, join(directory, "own-account.json")) };
}

async function untilReady(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  createInterface({ input: child.stderr! }).on("line", (line) => void said.push(line));
  const lines = createInterface({ input: child.stdout! });
  return new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      const url = /^winnow ready (?<url>\S+)$/.exec(line)?.groups?.["url"];
      if (url !== undefined) resolve(url);
    });
    child.once("error", (error) => reject(new UsageError(`The server did not start: ${error.message}`)));
    child.once("exit", () =>
      reject(new UsageError(`The server did not start:\n${said.slice(-5).join("\n")}`)),
    );
  });
}

/** Signs up the first time; the keys are stored beside the data. */
async function ownKey(baseUrl: string, mode: Mode, file: string): Promise<string> {
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known !== undefined) return (JSON.parse(known) as Record<Mode, string>)[mode];
  // A random name each time: a command killed before the keys are written has lost them, and its name is taken.
  const email = `owner.${randomBytes(8).toString("hex")}@winnow.internal`;
  const account = { email, password: randomBytes(24).toString("base64url") };
  const { keys } = await signup({ baseUrl }, account);
  const tokens = Object.fromEntries(keys.map(({ mode: of, token }) => [of, token])) as Record<Mode, string>;
  await writeFile(`${file}.part`, JSON.stringify(tokens), { mode: 0o600 });
  await rename(`${file}.part`, file);
  return tokens[mode];
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
