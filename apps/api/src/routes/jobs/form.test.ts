import { JobPreview } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshKey } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({ csvBodyMaxBytes: 200_000 });
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const send = (body: FormData | string, headers: Record<string, string> = {}) =>
  api.fetch("/v1/jobs?kind=verify&priority=low", {
    method: "POST",
    body,
    headers: { ...organization.test, "idempotency-key": freshKey(), ...headers },
  });
function formOf(...files: string[]): FormData {
  const form = new FormData();
  for (const file of files) form.append("file", new Blob([file], { type: "text/csv" }), "contacts.csv");
  return form;
}

test("a form's file is read as a bare CSV is", async () => {
  const rows = Array.from({ length: 900 }, (_, row) => `person.${row}@acme.test`);
  const response = await send(formOf(["email", ...rows].join("\n")));
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as { id: string };
  const stored = await api.database.kysely
    .selectFrom("jobs")
    .select(["submitted", "priority"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect(stored).toEqual({ submitted: 900, priority: 20 });
});

test("two files, none, fields, a malformed form, and a too long one are refused; nothing is stored", async () => {
  const before = await api.counts();
  const csv = "email\nada@acme.test\n";
  const withField = new FormData();
  withField.append("kind", "verify");
  await expectProblem(await send(formOf(csv, csv)), "validation_failed");
  await expectProblem(await send(withField), "validation_failed");
  await expectProblem(
    await send("--x--\r\n", { "content-type": "multipart/form-data; boundary=x" }),
    "validation_failed",
  );
  await expectProblem(
    await send("no form", { "content-type": "multipart/form-data; boundary=x" }),
    "unreadable_csv",
  );
  await expectProblem(await send("no form", { "content-type": "multipart/form-data" }), "unreadable_csv");
  await expectProblem(await send(formOf(`email\n${"x".repeat(300_000)}`)), "payload_too_large");
  expect(await api.counts()).toEqual(before);
});

describe("a paste", () => {
  const as = (path: string, type: string, body: string | Uint8Array<ArrayBuffer>) =>
    api.fetch(`${path}?kind=verify`, {
      method: "POST",
      body,
      headers: { ...organization.test, "idempotency-key": freshKey(), "content-type": type },
    });
  const preview = async (type: string, body: string | Uint8Array<ArrayBuffer>) =>
    JobPreview.parse(await (await as("/v1/jobs/preview", type, body)).json());

  test("is plain text: one address to a line, or cells between tabs, in the charset of its media type", async () => {
    expect((await as("/v1/jobs", "text/plain", "ada@acme.test\nbob@acme.test")).status).toBe(202);
    expect(
      await preview("text/plain;charset=UTF-8", "Name\tE-Mail\nLovelace, Ada\tada@acme.test"),
    ).toMatchObject({
      delimiter: "\t",
      rows: { total: 1, billable: 1 },
    });
    const cyrillic = new Uint8Array(Buffer.from("Name\tE-Mail\n\xc0\xe4\xe0\tada@acme.test\n", "latin1"));
    expect(await preview("text/plain; charset=windows-1251", cyrillic)).toMatchObject({
      encoding: "windows-1251",
      encoding_confidence: 1,
      rows: { billable: 1 },
    });
  });

  test("of addresses as mail programs show them is a file of one column", async () => {
    expect(await preview("text/plain", "Ada Lovelace <ada@acme.test>; bob@acme.test")).toMatchObject({
      columns: [{ name: "email", field: "email" }],
      rows: { total: 2, billable: 2 },
      sample: [{ email: "ada@acme.test" }, { email: "bob@acme.test" }],
    });
  });

  test("with the delimiter option is read with that delimiter", async () => {
    const tabs = "E-Mail\nada@acme.test\t1,2\n";
    expect(await preview("text/tab-separated-values", tabs)).toMatchObject({ delimiter: "\t" });
  });

  test("and a form's file can be previewed", async () => {
    const response = await api.fetch("/v1/jobs/preview?kind=verify", {
      method: "POST",
      body: formOf("E-Mail;x\nada@acme.test;\n"),
      headers: organization.test,
    });
    expect(JobPreview.parse(await response.json())).toMatchObject({ delimiter: ";", rows: { billable: 1 } });
  });
});
