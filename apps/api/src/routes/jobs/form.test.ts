import { afterAll, beforeAll, expect, test } from "vitest";
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

test("two files, none, fields, a form that is none, and one that is too long are refused; nothing is stored", async () => {
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
