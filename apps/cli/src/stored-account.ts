import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Terminal } from "#terminal.ts";

/** What `winnow login` stores. */
export interface StoredAccount {
  readonly server: string;
  readonly apiKey: string;
}

/** In the user's own configuration directory (XDG Base Directory). */
export function accountFile({ environment }: Pick<Terminal, "environment">): string {
  const base = environment["XDG_CONFIG_HOME"] || join(environment["HOME"] ?? homedir(), ".config");
  return join(base, "winnow", "account.json");
}

/** @returns undefined without a login, or when the file is not from `winnow login`. */
export async function readAccount(terminal: Terminal): Promise<StoredAccount | undefined> {
  try {
    const { server, apiKey } = JSON.parse(await readFile(accountFile(terminal), "utf8")) as StoredAccount;
    return typeof server === "string" && typeof apiKey === "string" ? { server, apiKey } : undefined;
  } catch {
    return undefined;
  }
}

/** A key is a password: no other user of this machine can read the file. */
export async function writeAccount(terminal: Terminal, account: StoredAccount): Promise<string> {
  const file = accountFile(terminal);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 });
  // The mode of an existing file is not changed by writing it.
  await chmod(file, 0o600);
  return file;
}

export async function forgetAccount(terminal: Terminal): Promise<void> {
  await rm(accountFile(terminal), { force: true });
}
