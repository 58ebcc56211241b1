import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { signup } from "@winnow/client";

const winnow = join(import.meta.dirname, "../../apps/cli/src/main.ts");

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody at a shell, in a directory of their own, with a test key of their own organization. */
export interface Shell extends AsyncDisposable {
  readonly directory: string;
  readonly apiKey: string;
  /** `whsec_…` of the organization. */
  readonly webhookSecret: string;
  start(...words: readonly string[]): ChildProcessByStdio<Writable, Readable, Readable>;
  run(...words: readonly string[]): Promise<Ran>;
}

/** @param through where the commands reach the server; its own address when left out. */
export async function openShell(server: string, through = server): Promise<Shell> {
  const directory = await mkdtemp(join(tmpdir(), "winnow-shell-"));
  const email = `${crypto.randomUUID()}@example.com`;
  const account = await signup({ baseUrl: server }, { email, password: "a quite long password" });
  const apiKey = account.keys.find(({ mode }) => mode === "test")!.token;
  const start: Shell["start"] = (...words) => {
    const env = {
      ...process.env,
      INIT_CWD: directory,
      XDG_CONFIG_HOME: join(directory, "config"),
      WINNOW_SERVER: through,
      WINNOW_API_KEY: apiKey,
    };
    return spawn(process.execPath, [winnow, ...words], { env, stdio: ["pipe", "pipe", "pipe"] });
  };
  return {
    directory,
    apiKey,
    webhookSecret: account.webhook_secret,
    start,
    async run(...words) {
      const child = start(...words);
      child.stdin.end();
      const ended = once(child, "exit");
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      const [code] = (await ended) as [number];
      return { code, stdout, stderr };
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}
