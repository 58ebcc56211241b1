import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createTestDatabase } from "@winnow/testing";
import { expect, test } from "vitest";

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function run(name: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, [program(name)], {
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", LOG_LEVEL: "warn", ...environment },
    // The IPC channel ends it with the test, even when the test is killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  }) as ChildProcessByStdio<null, Readable, Readable>;
  return {
    child,
    exit: once(child, "exit") as Promise<[number | null, string | null]>,
    errors: text(child.stderr),
  };
}

test("an empty database is migrated, then served until SIGTERM", async () => {
  await using database = await createTestDatabase({ migrated: false });
  const directory = await mkdtemp(join(tmpdir(), "winnow-api-"));
  const environment = {
    DATABASE_URL: database.connectionString,
    WINNOW_DATA_DIR: directory,
    TRUSTED_PROXIES: "127.0.0.0/8",
    FAILED_AUTHENTICATIONS_PER_MINUTE: "2",
    SIGN_INS_PER_MINUTE: "2",
  };
  const first = run("migrate.ts", environment);
  expect(await text(first.child.stdout)).toMatch(/^migrated: 0001-organizations-and-keys, /);
  expect(await first.exit).toEqual([0, null]);
  const again = run("migrate.ts", environment);
  expect(await text(again.child.stdout)).toBe("the schema is current\n");

  const { child, exit, errors } = run("main.ts", environment);
  let printed = "";
  for await (const block of child.stdout.setEncoding("utf8")) {
    printed += block as string;
    const [, url, ...rest] = /winnow api ready (\S+)\n/.exec(printed) ?? [];
    if (url === undefined) continue;
    expect(rest).toEqual([]);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    // From an address that a trusted proxy names.
    const from = (address: string, init: RequestInit = {}) => ({
      ...init,
      headers: { "content-type": "application/json", "x-forwarded-for": address },
    });
    const body = JSON.stringify({ email: "eve@acme.test", password: "a wrong guess" });
    const statuses: number[] = [];
    for (const address of ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2"]) {
      const { headers } = from(address);
      const guess = await fetch(`${url}/v1/credits`, { headers: { ...headers, "x-api-key": "guess" } });
      const signIn = await fetch(`${url}/v1/session`, from(address, { method: "POST", body }));
      statuses.push(guess.status, signIn.status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429, 401, 401]);
    const token = /operator token \(shown only now\): (\S+)\n/.exec(printed)?.[1] ?? "";
    expect((await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
      200,
    );
    child.kill("SIGTERM");
  }
  expect(await exit).toEqual([0, null]);
  expect(await errors).toBe("");
  await rm(directory, { recursive: true });
});

test("without DATABASE_URL neither starts, and both say how to fix it", async () => {
  for (const name of ["migrate.ts", "main.ts"]) {
    const { exit, errors } = run(name, {});
    expect(await exit).toEqual([2, null]);
    expect(await errors).toMatch(/DATABASE_URL\n\s+is missing\n\s+Fix: /);
  }
});
