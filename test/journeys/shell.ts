import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signup } from "@winnow/client";
import { finish, spawnCommand, startCommand, type Ran, type RunningCommand } from "./command.ts";

/** A customer at a shell, with a new directory, organization and test key. */
export interface Shell extends AsyncDisposable {
  readonly directory: string;
  readonly apiKey: string;
  readonly organizationId: string;
  /** `whsec_…` of the organization. */
  readonly webhookSecret: string;
  start(...words: readonly string[]): RunningCommand;
  /** As a separate process. */
  spawn(...words: readonly string[]): RunningCommand;
  run(...words: readonly string[]): Promise<Ran>;
  /** With other input or environment variables. */
  runWith(given: Given, ...words: readonly string[]): Promise<Ran>;
}

interface Given {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * @param options.through URL by which the commands reach the server; its own URL when left out.
 * @param options.files files in the directory.
 */
export async function openShell(
  server: string,
  options: { readonly through?: string; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Shell> {
  const { through = server, files = {} } = options;
  const directory = await mkdtemp(join(tmpdir(), "winnow-shell-"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  const email = `${crypto.randomUUID()}@example.com`;
  const account = await signup({ baseUrl: server }, { email, password: "a quite long password" });
  const apiKey = account.keys.find(({ mode }) => mode === "test")!.token;
  const surroundings = ({ environment }: Given = {}) => ({
    directory,
    environment: {
      XDG_CONFIG_HOME: join(directory, "config"),
      XDG_DATA_HOME: join(directory, "data"),
      WINNOW_SERVER: through,
      WINNOW_API_KEY: apiKey,
      ...environment,
    },
  });
  const start = (...words: readonly string[]) => startCommand(words, surroundings());
  return {
    directory,
    apiKey,
    organizationId: account.organization.id,
    webhookSecret: account.webhook_secret,
    start,
    spawn: (...words) => spawnCommand(words, surroundings()),
    run: (...words) => finish(start(...words)),
    runWith: (given, ...words) => finish(startCommand(words, surroundings(given)), given.input),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}
