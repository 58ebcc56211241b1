import { createClient, signup } from "@winnow/client";
import { WebhookEvent } from "@winnow/contracts";
import { waitFor } from "@winnow/testing";
import { expect, test } from "vitest";
import { startJourneySystem } from "./standalone.ts";

/**
 * One row's way from a CSV to a callback. Each step names the file that implements it, so this test is a guided tour of the
 * product.
 */
test("one row goes from CSV to callback, and is paid for once", async () => {
  await using system = await startJourneySystem();
  const baseUrl = system.standalone.url;

  // Ada signs up and receives two keys.                              packages/core/src/organization/sign-up.ts
  const account = await signup({ baseUrl }, { email: "ada@example.com", password: "a quite long password" });
  const testKey = account.keys.find((key) => key.mode === "test")!;
  const winnow = createClient({ baseUrl, apiKey: testKey.token });
  expect(await winnow.credits.get()).toMatchObject({ granted: 1000, available: 1000, reserved: 0, spent: 0 });

  // She sends a file as her CRM exported it: semicolons, a quoted comma, her own columns.
  //                                                                  packages/core/src/job/intake/create.ts
  const file =
    'Nr;Name;E-Mail;Notiz\r\nK-1;Lovelace, Ada;ada.lovelace@deliverable.test;"met in ""Paris"""\r\n';
  const accepted = await winnow.jobs.createFromCsv(file, {
    kind: "verify",
    callback_url: system.receiver.url,
  });
  expect(accepted).toMatchObject({ mode: "test", counts: { submitted: 1, pending: 1 } });

  // A worker plans it: one billable row, one credit reserved.        packages/core/src/job/plan/plan.ts
  // Another leases the chunk, queries the mail host, and settles.    packages/core/src/chunk/process.ts
  // The last row completes the job.                                  packages/core/src/job/control/complete.ts
  const job = await winnow.jobs.wait(accepted.id);
  expect(job.status).toBe("completed");
  expect(job.credits).toEqual({ reserved: 0, captured: 1, released: 0, refunded: 0 });

  // The row has its result and the ledger entry that paid for it.    packages/core/src/job/results/results.ts
  const [row] = await Array.fromAsync(winnow.jobs.results(job.id));
  expect(row).toMatchObject({
    row: 1,
    status: "verified",
    input: { Nr: "K-1", Name: "Lovelace, Ada" },
    email: { address: "ada.lovelace@deliverable.test", status: "valid", reason: "accepted" },
    charge: { credits: 1, basis: "verification" },
  });
  const entries = await Array.fromAsync(winnow.credits.entries());
  expect(entries.map((entry) => entry.kind)).toEqual(["capture", "reserve", "grant"]);
  expect(entries[0]?.id).toBe(row?.charge?.entry);

  // Her own file is returned, byte for byte, with results appended.  packages/core/src/job/results/export-csv.ts
  const csv = await (await winnow.jobs.resultsCsv(job.id)).text();
  const [header, line] = csv.split("\r\n");
  expect(header).toMatch(/^Nr;Name;E-Mail;Notiz;winnow_status;/);
  expect(line).toMatch(/^K-1;Lovelace, Ada;ada\.lovelace@deliverable\.test;"met in ""Paris""";verified;/);

  // Two signed callbacks arrive: the row, then the end of the job.   packages/core/src/delivery/deliver.ts
  const { received } = system.receiver;
  await waitFor("both callbacks", () => received.length === 2);
  const events = received.map((post) => {
    winnow.webhooks.verify(account.webhook_secret, post.headers, String(post.body));
    return WebhookEvent.parse(JSON.parse(String(post.body)));
  });
  expect(events.map((event) => [event.sequence, event.type])).toEqual([
    [1, "rows.batch"],
    [2, "job.completed"],
  ]);

  // The ledger agrees.                                               packages/credits/src/audit.ts
  expect(await winnow.credits.audit()).toMatchObject({ ok: true, problems: [] });
  expect(await winnow.credits.get()).toMatchObject({ granted: 1000, available: 999, reserved: 0, spent: 1 });
});
