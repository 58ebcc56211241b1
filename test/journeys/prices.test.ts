import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, signup } from "@winnow/client";
import { createLogger, loadConfiguration } from "@winnow/runtime";
import { startStandalone } from "@winnow/standalone";
import { createTestDatabase, waitFor } from "@winnow/testing";
import { expect, test } from "vitest";

const FILE = ["email", "ada.lovelace@deliverable.test", "anyone@acme.catchall.test", "not an address"].join(
  "\n",
);

test("a job and an upload have their quoted prices, although the server restarts with other prices", async () => {
  await using parts = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "winnow-prices-"));
  parts.defer(() => rm(directory, { recursive: true, force: true }));
  const database = parts.use(await createTestDatabase());
  const start = (prices: Readonly<Record<string, string>>) =>
    startStandalone(
      loadConfiguration({
        DATABASE_URL: database.connectionString,
        WINNOW_DATA_DIR: directory,
        PORT: "0",
        WELCOME_CREDITS_TEST: "0",
        ...prices,
      }),
      createLogger({ name: "journey", level: "error" }),
    );

  // At a price of a quarter, a job is accepted that waits for credits, and another file is previewed.
  let standalone = await start({ PRICE_VERIFY: "0.25" });
  const account = await signup(
    { baseUrl: standalone.url },
    { email: "ada@example.com", password: "a quite long password" },
  );
  const apiKey = account.keys.find(({ mode }) => mode === "test")?.token ?? "";
  const clientOf = () => createClient({ baseUrl: standalone.url, apiKey });
  const held = await clientOf().jobs.createFromCsv(FILE, { kind: "verify", on_insufficient: "hold" });
  const preview = await clientOf().jobs.preview(`${FILE}\nada.lovelace@deliverable.test`, { kind: "verify" });
  expect(preview.quote).toMatchObject({ max: 0.5 });
  await waitFor("the job to be held", async () => (await clientOf().jobs.get(held.id)).status === "held");
  await standalone[Symbol.asyncDispose]();

  // The server restarts: now an email costs two credits, and a catch-all is free.
  standalone = parts.use(await start({ PRICE_VERIFY: "2", BILLABLE_VERIFY: "valid" }));
  const granted = await fetch(`${standalone.url}/ops/api/grants`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${standalone.secrets.operatorToken}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ organization_id: account.organization.id, mode: "test", credits: 10 }),
  });
  expect(granted.status).toBe(201);
  const ended = async (id: string) => {
    await waitFor("the job to end", async () => (await clientOf().jobs.get(id)).ended_at !== null);
    return (await clientOf().jobs.get(id)).credits;
  };
  expect(await ended(held.id)).toMatchObject({ captured: 0.5, released: 0 });
  const started = await clientOf().jobs.start(preview.upload.id, { kind: "verify" });
  expect(await ended(started.id)).toMatchObject({ captured: 0.5 });
  const anew = await clientOf().jobs.createFromCsv(FILE, { kind: "verify" });
  expect(await ended(anew.id)).toMatchObject({ captured: 2, released: 2 });
  expect(await clientOf().credits.audit()).toMatchObject({
    ok: true,
    wallet: { granted: 10, available: 7, reserved: 0, spent: 3 },
  });
});
