import { ImportLine, type ImportContactsAnswer } from "@winnow/contracts";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectProblem, operator, startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const NDJSON = { "content-type": "application/x-ndjson" };
const CSV = { "content-type": "text/csv" };

const send = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string>, query = "source=crm") =>
  api.fetch(`/ops/api/directory?${query}`, {
    method: "POST",
    headers: { ...operator, ...headers },
    body,
  });
async function imported(...call: Parameters<typeof send>): Promise<ImportLine[]> {
  const response = await send(...call);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => ImportLine.parse(JSON.parse(line)));
}
async function exported(accept = "application/x-ndjson"): Promise<string> {
  const response = await api.fetch("/ops/api/directory", { headers: { ...operator, accept } });
  expect(response.status).toBe(200);
  return response.text();
}
const contacts = async () =>
  (await exported())
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const find = async (email: string) => (await contacts()).find((contact) => contact["email"] === email);

test("contacts are added as JSON, and updated when they are added again", async () => {
  const contact = { key: "1", first_name: "Ada", last_name: "Lovelace", domain: "acme.test" };
  const post = async (given: unknown) => {
    const response = await api.post("/ops/api/contacts", { source: "demo", contacts: given }, operator);
    return (await response.json()) as ImportContactsAnswer;
  };
  const made = { imported: 2, created: 2, updated: 0, unchanged: 0, rejected: [] };
  expect(await post([contact, { ...contact, key: "2" }])).toEqual(made);
  const again = { ...made, imported: 1, created: 0, updated: 1 };
  expect(await post([{ ...contact, job_title: "Countess" }])).toEqual(again);
  expect(
    await post([
      { ...contact, job_title: "Countess" },
      { key: "3", city: "Rome" },
    ]),
  ).toMatchObject({
    unchanged: 1,
    rejected: [{ position: 1, key: "3", reason: "not_identifiable" }],
  });
  const nul = await api.post(
    "/ops/api/contacts",
    { source: "demo", contacts: [{ ...contact, company: "a\0b" }] },
    operator,
  );
  const problem = await expectProblem(nul, "validation_failed");
  expect(problem.errors?.[0]?.pointer).toBe("/contacts/0/company");
});

describe("a file", () => {
  test("of CSV is read by its header, in its own dialect; rejected lines have a reason", async () => {
    const file = [
      "Vorname;Nachname;E-Mail;Funktion;Notiz",
      'Grace;Hopper;Grace@Navy.test;"Rear; Admiral";x',
      "Nobody;;;;",
      "Alan;Turing;alan@;Fellow;",
      "Too;Many;cells@navy.test;a;b;c",
    ].join("\r\n");
    expect(await imported(`${file}\r\n`, CSV)).toEqual([
      expect.objectContaining({ type: "rejected", line: 5, reason: "invalid_line" }) as unknown,
      expect.objectContaining({ type: "rejected", line: 3, reason: "not_identifiable" }) as unknown,
      expect.objectContaining({ type: "rejected", line: 4, reason: "invalid_email" }) as unknown,
      { type: "done", lines: 4, created: 1, updated: 0, unchanged: 0, rejected: 3 },
    ]);
    expect(await find("grace@navy.test")).toMatchObject({
      first_name: "Grace",
      last_name: "Hopper",
      job_title: "Rear; Admiral",
      email_status: "unknown",
      sources: [{ source: "crm", key: "email:grace@navy.test" }],
      provenance: { job_title: { source: "crm" } },
    });
  });

  test("with an unknown header uses the mapping, also in UTF-16 and compressed", async () => {
    const text = "who,tätig als\r\nkatherine@nasa.test,Mathematician\r\n";
    const file = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    const mapping = encodeURIComponent(JSON.stringify({ email: "who", job_title: "tätig als" }));
    const lines = await imported(
      gzipSync(file),
      { ...CSV, "content-encoding": "gzip" },
      `source=nasa&mapping=${mapping}`,
    );
    expect(lines).toEqual([{ type: "done", lines: 1, created: 1, updated: 0, unchanged: 0, rejected: 0 }]);
    expect(await find("katherine@nasa.test")).toMatchObject({ job_title: "Mathematician" });
  });

  test("of NDJSON continues after a broken line", async () => {
    const good = {
      key: "e1",
      email: "edith@ibm.test",
      email_status: "valid",
      verified_at: "2026-11-01T00:00:00.000Z",
    };
    const lines = await imported(
      `${JSON.stringify(good)}\n{"email":\n\n${JSON.stringify({ ...good, key: "e2", nickname: "E" })}\n[1]\n${"x".repeat(70_000)}\n`,
      NDJSON,
    );
    expect(lines.slice(0, -1).map((line) => line.type === "rejected" && [line.line, line.reason])).toEqual([
      [2, "invalid_line"],
      [4, "invalid_line"],
      [5, "invalid_line"],
      [6, "invalid_line"],
    ]);
    expect(lines.at(-1)).toEqual({
      type: "done",
      lines: 5,
      created: 1,
      updated: 0,
      unchanged: 0,
      rejected: 4,
    });
    expect(await find("edith@ibm.test")).toMatchObject({
      email_status: "valid",
      verified_at: "2026-11-01T00:00:00.000Z",
    });
  });

  test("that breaks off keeps the contacts before the break, and its last line says so", async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => `broken${index}@off.test`);
    const lines = await imported(`email\nnobody\n${rows.join("\n")}\n"never closed`, CSV);
    expect(lines.at(-1)).toMatchObject({ type: "failed", code: "unreadable_csv" });
    expect(await find("broken0@off.test")).toBeDefined();
  });

  test("of an unreadable file is refused, and nothing is imported", async () => {
    const before = await exported();
    const ambiguous = await expectProblem(await send("a,b\n1,2\n", CSV), "mapping_ambiguous");
    expect(ambiguous["candidates"]).toEqual(["a", "b"]);
    await expectProblem(await send("email\n", CSV), "unreadable_csv");
    await expectProblem(await send('"email', CSV), "unreadable_csv");
    await expectProblem(
      await send("email\na@b.test\n", CSV, "source=crm&encoding=klingon"),
      "validation_failed",
    );
    const mapped = await send(
      "email\na@b.test\n",
      CSV,
      `source=crm&mapping=${encodeURIComponent('{"city":"Ort"}')}`,
    );
    expect((await expectProblem(mapped, "validation_failed")).errors?.[0]).toMatchObject({
      pointer: "/mapping/city",
    });
    const field = await send(
      "email\na@b.test\n",
      CSV,
      `source=crm&mapping=${encodeURIComponent('{"shoe":"x"}')}`,
    );
    await expectProblem(field, "validation_failed");
    await expectProblem(await send("email\n", CSV, ""), "validation_failed");
    expect(await exported()).toBe(before);
  });
});

test("importing an exported CSV changes nothing", async () => {
  const csv = await exported("text/csv");
  const count = (await contacts()).length;
  const lines = await imported(csv, CSV, "source=backup");
  expect(lines).toEqual([
    { type: "done", lines: count, created: 0, updated: 0, unchanged: count, rejected: 0 },
  ]);
});

test("an erased person is deleted and not imported again; colleagues are imported", async () => {
  const file = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join("\n");
  const forgotten = {
    key: "m",
    first_name: "Margaret",
    last_name: "Hamilton",
    domain: "apollo.test",
    email: "margaret@apollo.test",
    linkedin_url: "https://www.linkedin.com/in/Margaret/",
  };
  const colleague = {
    ...forgotten,
    key: "d",
    first_name: "Dana",
    email: "dana@apollo.test",
    linkedin_url: null,
  };
  await imported(file([forgotten, colleague]), NDJSON);
  const erase = await api.post("/ops/api/erasures", { email: "Margaret@apollo.test" }, operator);
  expect(await erase.json()).toEqual({ erased: 1 });
  expect(await find("margaret@apollo.test")).toBeUndefined();
  const disguises = [
    forgotten,
    { key: "m2", email: "margaret@apollo.test" },
    { key: "m3", linkedin_url: "http://de.linkedin.com/in/margaret?x=1" },
    { ...forgotten, key: "m4", email: "mh@apollo.test", linkedin_url: null },
  ];
  const lines = await imported(file([...disguises, colleague]), NDJSON);
  expect(lines.filter((line) => line.type === "rejected" && line.reason === "erased")).toHaveLength(4);
  expect(lines.at(-1)).toMatchObject({ unchanged: 1, rejected: 4 });
  const { rows } = await api.database.pool.query<{ text: string }>(
    "select string_agg(encode(hash, 'escape'), ' ') as text from erasures",
  );
  expect(rows[0]?.text).not.toContain("argaret");
  await expectProblem(
    await api.post("/ops/api/erasures", { first_name: "Ada" }, operator),
    "validation_failed",
  );
});

test.each([
  { full_name: "Plato", company: "Academy" },
  { first_name: "–", last_name: "–", domain: "acme.test" },
  { linkedin_url: "ada-lovelace" },
])("an erasure that could not be kept, because it identifies no person, is refused: %j", async (person) => {
  const answer = await api.post("/ops/api/erasures", person, operator);
  const problem = await expectProblem(answer, "validation_failed");
  expect(problem.errors).toMatchObject([{ code: "names_no_person" }]);
});
