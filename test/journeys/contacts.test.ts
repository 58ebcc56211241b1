import { createClient, signup, type FoundContact, type WebhookEvent } from "@winnow/client";
import { waitFor } from "@winnow/testing";
import { expect, test } from "vitest";
import { FRESH, fillDirectory } from "./fill-directory.ts";
import { startJourneySystem } from "./standalone.ts";

/**
 * A contact's way from the operator's directory to a customer, and the refund when its mailbox no longer exists. Each step
 * names its cost; at the end, the ledger is the sum of the steps.
 */
test("contacts are found, paid for once, and refunded when they prove dead", async () => {
  await using system = await startJourneySystem();
  const baseUrl = system.standalone.url;

  // An operator fills the directory.                                 packages/core/src/directory/import-lines.ts
  const { report, rejected } = await fillDirectory(system.standalone);
  expect(report).toMatchObject({ lines: 8, created: 7, updated: 0, unchanged: 0, rejected: 1 });
  expect(rejected).toMatchObject([{ line: 9, reason: "not_identifiable" }]);

  // Mary signs up and subscribes to refunds.                         packages/core/src/organization/sign-up.ts
  const account = await signup({ baseUrl }, { email: "mary@example.com", password: "a quite long password" });
  const testKey = account.keys.find(({ mode }) => mode === "test")!;
  const winnow = createClient({ baseUrl, apiKey: testKey.token });
  const endpoint = await winnow.webhooks.create({
    url: system.receiver.url,
    event_types: ["credits.refunded"],
  });
  expect(await winnow.credits.get()).toMatchObject({ available: 1000, reserved: 0, spent: 0 });

  // She searches: all contacts are there, emails are masked.         packages/core/src/directory/search.ts
  const all = await winnow.contacts.search();
  expect(all).toMatchObject({ matches: { count: 7, capped: false }, has_more: false });
  expect(all.facets).toMatchObject({
    country: [
      { value: "DE", count: 4 },
      { value: "FR", count: 3 },
    ],
    email_status: [
      { value: "valid", count: 5 },
      { value: "catch_all", count: 2 },
    ],
  });
  const contactOf = (name: string): FoundContact => all.data.find(({ last_name: last }) => last === name)!;
  expect(contactOf("Lovelace")).toMatchObject({
    email: "a••@acme.deliverable.test",
    verified_at: FRESH,
    owned: false,
  });
  const germans = await winnow.contacts.search({ q: "acme", country: ["DE"] });
  expect(germans.data.map(({ last_name: last }) => last).toSorted()).toEqual(["Hopper", "Lovelace"]);

  // She looks a person up: known, for one credit.                    packages/core/src/directory/lookup.ts
  const ada = { full_name: "Ada Lovelace", domain: "https://www.acme.deliverable.test/" };
  expect(await winnow.contacts.lookup(ada)).toMatchObject({
    known: true,
    contact_id: contactOf("Lovelace").id,
    email_status: "valid",
    owned: false,
    price: 1,
  });
  expect(await winnow.contacts.lookup({ domain: "acme.deliverable.test" })).toMatchObject({
    kind: "company",
    contacts: 4,
  });
  expect(await winnow.credits.get()).toMatchObject({ available: 1000, reserved: 0, spent: 0 });

  // She reveals five. Fresh ones are paid at once; a stale one is verified first, and free when it is dead.
  //                                                                  packages/core/src/reveal/reveal.ts
  const chosen = ["Lovelace", "Hopper", "Brackwater", "Fernsby", "Thackeray"].map(
    (name) => contactOf(name).id,
  );
  const revealed = await winnow.contacts.reveal({ ids: chosen, max_credits: 5 });
  expect(revealed.data).toMatchObject([
    { status: "revealed", email: { address: "ada.lovelace@acme.deliverable.test", verified_at: FRESH } },
    { status: "revealed", email: { address: "grace.hopper@acme.deliverable.test", status: "valid" } },
    { status: "invalid", email: { address: "o••@acme.deliverable.test", status: "invalid" }, charge: null },
    { status: "revealed", email: { address: "former.employee@globex.catchall.test", status: "catch_all" } },
    { status: "revealed", email: { address: "office@globex.catchall.test", status: "catch_all" } },
  ]);
  const [forAda, forGrace] = revealed.data.map(({ charge }) => charge);
  expect(forAda).toMatchObject({ credits: 1, basis: "new_contact" });
  expect(revealed.credits).toEqual({ charged: 4, available: 996 });

  // A second reveal is free; the dead one is known to be dead.
  const again = await winnow.contacts.reveal({ ids: chosen });
  expect(again.data.map(({ status }) => status)).toEqual(["owned", "owned", "invalid", "owned", "owned"]);
  expect(again.credits).toEqual({ charged: 0, available: 996 });
  expect(await winnow.contacts.lookup(ada)).toMatchObject({ owned: true, price: 0 });
  expect(await winnow.contacts.search({ q: "lovelace" })).toMatchObject({
    data: [{ email: "ada.lovelace@acme.deliverable.test", owned: true }],
  });

  // She enriches a file of names and websites: one is owned, one is in the directory, one is dead, one is guessed.
  //                                                                  packages/enrichment/src/waterfall.ts
  const sent = [
    "Nr;First name;Last name;Company website;Note",
    "1;Ada;Lovelace;https://acme.deliverable.test;mine",
    '2;Hedwig;Marlowe;www.initech.deliverable.test;"new; and quoted"',
    "3;Winifred;Ashgrove;acme.deliverable.test;left",
    "4;Alan;Turing;hooli.deliverable.test;unknown",
  ];
  const accepted = await winnow.jobs.createFromCsv(sent.map((line) => `${line}\r\n`).join(""), {
    kind: "enrich",
  });
  const enriched = await winnow.jobs.wait(accepted.id);
  expect(enriched).toMatchObject({
    status: "completed",
    counts: {
      submitted: 4,
      billable: 4,
      by_status: { found: 3, not_found: 1 },
      by_email_status: { valid: 3 },
    },
    credits: { reserved: 0, captured: 2, released: 2, refunded: 0 },
  });
  const rows = await Array.fromAsync(winnow.jobs.results(accepted.id));
  expect(rows.map(({ status, charge }) => [status, charge?.basis ?? null, charge?.credits ?? 0])).toEqual([
    ["found", "owned", 0],
    ["found", "new_contact", 1],
    ["not_found", null, 0],
    ["found", "new_contact", 1],
  ]);

  // The same file is returned, every line unchanged, with columns appended.
  //                                                                  packages/core/src/job/results/export-csv.ts
  const csv = await (await winnow.jobs.resultsCsv(accepted.id)).text();
  const lines = csv.trimEnd().split("\r\n");
  expect(lines.map((line, index) => line.slice(0, sent[index]!.length + 1))).toEqual(
    sent.map((line) => `${line};`),
  );
  const [columns, ...appended] = lines.map((line, index) => line.slice(sent[index]!.length + 1).split(";"));
  const cellsOf = (column: string) => appended.map((cells) => cells[columns!.indexOf(column)]);
  expect(cellsOf("winnow_email")).toEqual([
    "ada.lovelace@acme.deliverable.test",
    "person.7@initech.deliverable.test",
    "",
    "alan.turing@hooli.deliverable.test",
  ]);
  expect(cellsOf("winnow_match")).toEqual(["strong", "strong", "", ""]);
  expect(cellsOf("winnow_provider")).toEqual(["directory", "directory", "", "email_pattern"]);
  expect(cellsOf("winnow_credits")).toEqual(["0", "1", "0", "1"]);
  expect(await winnow.credits.get()).toMatchObject({ available: 994, reserved: 0, spent: 6 });

  // Her mail to Grace bounces, which is refunded once.               packages/core/src/bounce/report.ts
  const bounce = {
    email: "grace.hopper@acme.deliverable.test",
    dsn: "550 5.1.1 no such user",
    received_at: new Date().toISOString(),
  };
  const decided = await winnow.bounces.report(bounce);
  expect(decided.status).toBe("refunded");
  expect(await winnow.bounces.report(bounce)).toEqual({ ...decided, status: "already_refunded" });
  expect(await winnow.contacts.search({ q: "hopper" })).toMatchObject({
    data: [{ email_status: "invalid" }],
  });
  expect(await winnow.credits.get()).toMatchObject({ available: 995, reserved: 0, spent: 5 });

  // Quentin's verdict came from the directory. A later job contacts his mail host, which refuses him: a refund without a report.
  // Ada is verified in the same job, at the usual price.             packages/core/src/guarantee/recheck.ts
  const check = await winnow.jobs.create({
    kind: "verify",
    rows: [
      { email: "former.employee@globex.catchall.test" },
      { email: "ada.lovelace@acme.deliverable.test" },
    ],
  });
  expect(await winnow.jobs.wait(check.id)).toMatchObject({
    counts: { by_email_status: { invalid: 1, valid: 1 } },
    credits: { reserved: 0, captured: 1, released: 1, refunded: 0 },
  });
  expect(await winnow.credits.get()).toMatchObject({ available: 995, reserved: 0, spent: 5 });

  // Both refunds are posted, signed, in order, each once.            packages/core/src/guarantee/refund-row.ts
  await waitFor("both callbacks", () => system.receiver.received.length === 2);
  const told = system.receiver.received.map((post) =>
    winnow.webhooks.verify(account.webhook_secret, post.headers, post.body),
  ) as Extract<WebhookEvent, { type: "credits.refunded" }>[];
  expect(told.map(({ type, sequence, data: { email, cause } }) => [sequence, type, cause, email])).toEqual([
    [1, "credits.refunded", "bounced", "grace.hopper@acme.deliverable.test"],
    [2, "credits.refunded", "rechecked", "former.employee@globex.catchall.test"],
  ]);
  expect(told[0]?.data).toMatchObject({ credits: 1, entry: decided.entry, available: 995 });
  expect(await winnow.webhooks.list()).toMatchObject([{ id: endpoint.id, status: "enabled", sequence: 2 }]);

  // Each entry names its rows: Ada and both of Globex with the directory's verdicts, Grace with her mail host's.
  //                                                                  packages/core/src/credit/entry.ts
  expect(await winnow.credits.entry(forAda!.entry!)).toMatchObject({
    kind: "capture",
    credits: 3,
    rows: [
      "ada.lovelace@acme.deliverable.test",
      "former.employee@globex.catchall.test",
      "office@globex.catchall.test",
    ].map((email) => ({ email, reason: "directory", credits: 1, checked_at: FRESH })),
  });
  const entry = await winnow.credits.entry(forGrace!.entry!);
  expect(entry).toMatchObject({
    kind: "capture",
    credits: 1,
    rows: [{ ref: contactOf("Hopper").id, status: "valid", reason: "accepted", credits: 1 }],
  });
  expect(entry.rows[0]?.evidence).toContainEqual(expect.objectContaining({ stage: "rcpt", code: 250 }));
  expect(await winnow.credits.entry(decided.entry!)).toMatchObject({
    kind: "refund",
    reverses: entry.id,
    rows: [{ email: "grace.hopper@acme.deliverable.test", credits: 1 }],
  });

  // The ledger is the sum of the steps: 4 revealed, 2 enriched, 1 verified, 2 refunded.
  //                                                                  packages/credits/src/audit.ts
  const statement = await Array.fromAsync(winnow.credits.entries());
  const sumOf = (kind: string) =>
    statement.filter((one) => one.kind === kind).reduce((sum, { credits }) => sum + credits, 0);
  expect([sumOf("grant"), sumOf("reserve"), sumOf("capture"), sumOf("release"), sumOf("refund")]).toEqual([
    1000,
    5 + 4 + 2,
    4 + 2 + 1,
    1 + 2 + 1,
    2,
  ]);
  expect(await winnow.usage()).toMatchObject({
    credits: { granted: 1000, captured: 7, released: 4, refunded: 2 },
  });
  expect(await winnow.credits.audit()).toMatchObject({
    ok: true,
    problems: [],
    wallet: { granted: 1000, available: 995, reserved: 0, spent: 5 },
    entries: { granted: 1000, available: 995, reserved: 0, spent: 5, count: statement.length },
  });
});
