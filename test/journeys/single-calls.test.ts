import { createClient, signup } from "@winnow/client";
import { expect, test } from "vitest";
import { startJourneySystem } from "./standalone.ts";

test("one address and one person are answered while the caller waits, each paid for once and only when usable", async () => {
  await using system = await startJourneySystem();
  const baseUrl = system.standalone.url;
  const account = await signup({ baseUrl }, { email: "ada@example.com", password: "a quite long password" });
  const apiKey = account.keys.find(({ mode }) => mode === "test")?.token ?? "";
  const winnow = createClient({ baseUrl, apiKey });

  const valid = await winnow.verify("ada.lovelace@deliverable.test");
  expect(valid).toMatchObject({
    outcome: "answered",
    answer: { email: { status: "valid", reason: "accepted" }, charge: { credits: 1 } },
  });
  const none = await winnow.verify("not an address");
  expect(none).toMatchObject({
    outcome: "answered",
    answer: { email: { address: "not an address", status: "invalid" }, charge: null },
  });
  const asked = { first_name: "Nobody", last_name: "Unknown", company: "Nowhere Ltd" };
  expect(await winnow.enrich(asked)).toMatchObject({
    outcome: "answered",
    answer: { row: 1, status: "not_found", charge: null },
  });

  await winnow.suppressions.add([{ kind: "email", value: "eve@deliverable.test" }]);
  await expect(winnow.verify("Eve@deliverable.test")).rejects.toMatchObject({
    code: "suppressed",
    status: 451,
  });
  const [suppression] = await Array.fromAsync(winnow.suppressions.list());
  await winnow.suppressions.remove(suppression?.id ?? "");

  const response = await fetch(`${baseUrl}/v1/verify`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ email: "grace.hopper@deliverable.test" }),
  });
  expect(response.headers.get("credits-charged")).toBe("1");
  expect(response.headers.get("credits-available")).toBe("998");
  expect(await winnow.credits.get()).toMatchObject({ available: 998, reserved: 0, spent: 2 });
  expect(await winnow.credits.audit()).toMatchObject({ ok: true });

  // Two contacts with old verdicts: their mail host is queried first, and only the usable one is paid for.
  const contacts = ["ada", "nosuchuser"].map((name) => ({
    key: name,
    first_name: name,
    last_name: "Lovelace",
    email: name === "ada" ? "ada.lovelace@deliverable.test" : "no-such-user@deliverable.test",
  }));
  const { operatorToken } = system.standalone.secrets;
  const imported = await fetch(`${baseUrl}/ops/api/contacts`, {
    method: "POST",
    headers: { authorization: `Bearer ${operatorToken}`, "content-type": "application/json" },
    body: JSON.stringify({ source: "crm", contacts }),
  });
  expect(imported.status).toBe(200);
  const { data } = await winnow.contacts.search({ q: "lovelace" });
  const revealed = await winnow.contacts.reveal({ ids: data.map(({ id }) => id) });
  expect(revealed).toMatchObject({
    data: [
      {
        status: "revealed",
        email: { address: "ada.lovelace@deliverable.test", status: "valid" },
        charge: { credits: 1, basis: "new_contact" },
      },
      { status: "invalid", email: { address: "n••@deliverable.test", status: "invalid" }, charge: null },
    ],
    credits: { charged: 1, available: 997 },
  });
  // The directory has the new verdict, and an owned contact stays owned.
  expect((await winnow.contacts.search({ q: "lovelace", email_status: ["invalid"] })).data).toHaveLength(1);
  const again = await winnow.contacts.reveal({ ids: data.map(({ id }) => id) });
  expect(again.data.map(({ status }) => status)).toEqual(["owned", "invalid"]);
  expect(again.credits).toEqual({ charged: 0, available: 997 });
  expect(await winnow.credits.audit()).toMatchObject({ ok: true, wallet: { reserved: 0, spent: 3 } });
  expect(await Array.fromAsync(winnow.jobs.list())).toEqual([]);
});
