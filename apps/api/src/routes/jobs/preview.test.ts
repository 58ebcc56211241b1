import { JobPreview } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi();
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const send = (body: string | Uint8Array<ArrayBuffer>, query = "kind=verify", type = "text/csv") =>
  api.fetch(`/v1/jobs/preview?${query}`, {
    method: "POST",
    body,
    headers: { ...organization.test, "content-type": type },
  });
const preview = async (...sent: Parameters<typeof send>) =>
  JobPreview.strict().parse(await (await send(...sent)).json());

test("a file is read as the job would read it, counted, priced and kept", async () => {
  await api.post(
    "/v1/suppressions",
    { suppressions: [{ kind: "domain", value: "gone.test" }] },
    organization.test,
  );
  const before = await api.counts();
  const csv = [
    "Nr;E-Mail;Notiz",
    "1;ada@acme.test;x",
    "2;ADA@acme.test;",
    "3;;nobody",
    "4;not an address;",
    "5;eve@mail.gone.test;",
    "6;bob@acme.test;y",
    '7;bob+list@gmail.com;"one',
    'two"',
    "8;b.o.b@gmail.com;",
  ].join("\r\n");
  expect(await preview(csv)).toEqual({
    encoding: "utf-8",
    encoding_confidence: 1,
    delimiter: ";",
    has_header: true,
    columns: [
      { name: "Nr", field: "ref", confidence: 1, by: "header" },
      { name: "E-Mail", field: "email", confidence: 1, by: "header" },
      { name: "Notiz", field: null, confidence: null, by: null },
    ],
    // One Google mailbox, written in two ways.
    rows: { total: 8, billable: 3, owned: 0, duplicate: 2, invalid_input: 2, suppressed: 1 },
    bad_rows: [
      { row: 3, line: 4, reason: "missing_email" },
      { row: 4, line: 5, reason: "syntax" },
    ],
    sample: [
      { ref: "1", email: "ada@acme.test" },
      { ref: "2", email: "ADA@acme.test" },
      { ref: "3" },
      { ref: "4", email: "not an address" },
      { ref: "5", email: "eve@mail.gone.test" },
    ],
    quote: { min: 0, likely: null, max: 3 },
    upload: {
      id: expect.stringMatching(/^upl_/) as string,
      expires_at: expect.stringMatching(/Z$/) as string,
    },
  });
  expect(await api.counts()).toEqual({
    ...before,
    uploads: before["uploads"]! + 1,
    job_rows: before["job_rows"]! + 8,
  });
});

test("encodings are reported, and people to enrich are counted", async () => {
  const latin = new Uint8Array(
    Buffer.from("Vorname;Nachname;Website\nJürgen;Müller;acme.test\nAda;;\n", "latin1"),
  );
  expect(await preview(latin, "kind=enrich")).toMatchObject({
    encoding: "windows-1252",
    rows: { total: 2, billable: 1, invalid_input: 1 },
    bad_rows: [{ row: 2, line: 3, reason: "not_enough_to_match" }],
    sample: [{ first_name: "Jürgen", last_name: "Müller", domain: "acme.test" }, { first_name: "Ada" }],
  });
});

test.each([
  ["unreadable_csv", 'email\n"open', "kind=verify", "text/csv"],
  ["mapping_ambiguous", "email,e-mail\na@b.test,c@d.test", "kind=verify", "text/csv"],
  ["validation_failed", "", "kind=verify", "text/csv"],
  ["validation_failed", "email\na@b.test", "kind=guess", "text/csv"],
  ["unsupported_media_type", "[]", "kind=verify", "application/json"],
] as const)("%s: %j", async (code, body, query, type) => {
  const before = await api.counts();
  await expectProblem(await send(body, query, type), code);
  expect(await api.counts()).toEqual(before);
});
