import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, signup } from "@winnow/client";
import { readyDefinitions } from "@winnow/enrichment";
import { startFakeService } from "@winnow/enrichment/fake-service";
import { expect, test } from "vitest";
import { startJourneySystem } from "./standalone.ts";

const person = (firstName: string, lastName: string, email?: string) => ({
  firstName,
  lastName,
  company: "Deliverable",
  domain: "deliverable.test",
  jobTitle: "Programmer",
  ...(email !== undefined && { email }),
});

test("people whom neither the directory nor guesses find are looked up at paid services, in order, once", async () => {
  await using fake = await startFakeService({
    people: [
      person("Quux", "Zyx", "ada.lovelace@deliverable.test"),
      person("Charles", "Babbage", "no-such-mailbox@deliverable.test"),
    ],
  });
  const directory = await mkdtemp(join(tmpdir(), "winnow-waterfall-"));
  const file = join(directory, "providers.json");
  const use = (ready: keyof typeof readyDefinitions) => ({
    ...fake.definition(readyDefinitions[ready]),
    secret: "FAKE_SERVICE_KEY",
    // The service has a test mode: it is called under test keys, too.
    modes: ["test"],
  });
  await writeFile(file, JSON.stringify({ providers: [use("hunter"), use("apollo")] }));
  process.env["FAKE_SERVICE_KEY"] = fake.key;
  try {
    await using system = await startJourneySystem({ PROVIDERS_FILE: file });
    const baseUrl = system.standalone.url;
    const account = await signup(
      { baseUrl },
      { email: "ada@example.com", password: "a quite long password" },
    );
    const apiKey = account.keys.find(({ mode }) => mode === "test")?.token ?? "";
    const winnow = createClient({ baseUrl, apiKey });

    fake.next("status_500");
    const job = await winnow.jobs.createFromCsv(
      "Name,Company website\nQuux Zyx,deliverable.test\nCharles Babbage,deliverable.test\nNobody Atall,deliverable.test\n",
      { kind: "enrich", max_wait: 0 },
    );
    const done = await winnow.jobs.wait(job.id);
    const rows = await Array.fromAsync(winnow.jobs.results(job.id));
    expect(rows.map(({ status }) => status)).toEqual(["found", "not_found", "not_found"]);
    // One answer of the first service was lost, and the call is not repeated; the second service finds the person.
    const found = rows[0];
    expect(found?.email).toMatchObject({ address: "ada.lovelace@deliverable.test", status: "valid" });
    expect(found?.contact).toMatchObject({
      job_title: "Programmer",
      match: { confidence: "strong", conflicts: [] },
    });
    expect(found?.attempts.map(({ provider }) => provider).slice(0, 3)).toEqual([
      "directory",
      "email_pattern",
      "hunter",
    ]);
    expect(Object.values(found?.contact?.sources ?? {})).toContain(found?.attempts.at(-1)?.provider);
    // The service returned an address that its mail host refuses: the row is free.
    expect(rows[1]).toMatchObject({ charge: null });
    expect(rows[1]?.attempts.map(({ outcome }) => outcome)).toContain("rejected");
    expect(done.credits).toMatchObject({ captured: 1, released: 2 });
    expect(Math.max(...fake.billed.values())).toBe(1);
    expect(await winnow.credits.audit()).toMatchObject({ ok: true });
  } finally {
    delete process.env["FAKE_SERVICE_KEY"];
    await rm(directory, { recursive: true });
  }
});
