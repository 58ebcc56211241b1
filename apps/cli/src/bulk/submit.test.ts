import { PassThrough } from "node:stream";
import { createClient } from "@winnow/client";
import type { Job, JobPreview } from "@winnow/contracts";
import { Command } from "commander";
import { expect, test } from "vitest";
import { previewToStart } from "#bulk/confirm.ts";
import type { Input } from "#bulk/input.ts";
import type { Bulk, BulkOptions } from "#bulk/options.ts";
import { submitFile } from "#bulk/submit.ts";
import { Exit } from "#exit-code.ts";
import type { Terminal } from "#terminal.ts";

const file = new Blob(["Adresse\nada@acme.test\nbob@acme.test\n"]);
const input: Input = { type: "file", file };
const preview: JobPreview = {
  encoding: "utf-8",
  encoding_confidence: 1,
  delimiter: ",",
  has_header: true,
  columns: [{ name: "Adresse", field: "email", confidence: 0.67, by: "content" }],
  rows: { total: 4, billable: 2, owned: 1, duplicate: 0, invalid_input: 1, suppressed: 0 },
  bad_rows: [{ row: 3, line: 5, reason: "syntax" }],
  sample: [],
  quote: { min: 0, likely: null, max: 2 },
  upload: { id: "upl_1", expires_at: "2026-11-27T09:30:00.000Z" },
};
const job: Job = {
  id: "job_1",
  kind: "verify",
  mode: "test",
  status: "queued",
  reason: null,
  counts: {
    submitted: 4,
    billable: 0,
    owned: 0,
    duplicate: 0,
    invalid_input: 0,
    suppressed: 0,
    done: 0,
    pending: 4,
    by_status: {},
    by_email_status: {},
  },
  credits: { reserved: 0, captured: 0, released: 0, refunded: 0 },
  callback_url: null,
  created_at: "2026-11-26T09:30:00.000Z",
  started_at: null,
  ended_at: null,
  progress: { rows_per_second: null, estimated_end_at: null, deferred: 0, next_attempt_at: null },
  results_expire_at: null,
  results_deleted_at: null,
  links: { self: "", results: "", cancel: "" },
};

/** Standard input is a terminal or a pipe; the server keeps uploads or has dropped them. */
async function go(
  given: Partial<BulkOptions>,
  {
    answer,
    kept = true,
    quote = preview.quote,
  }: { readonly answer?: string; readonly kept?: boolean; readonly quote?: JobPreview["quote"] } = {},
) {
  const sent: { readonly path: string; readonly key: string | null; readonly body: string }[] = [];
  const json = (status: number, body: object) => Response.json(body, { status });
  const winnow = createClient({
    baseUrl: "http://127.0.0.1:9",
    apiKey: "wn_test_any",
    fetch: async (url, init) => {
      const { pathname, search } = new URL(String(url));
      const body = init?.body instanceof Blob ? await init.body.text() : String(init?.body);
      sent.push({ path: pathname + search, key: new Headers(init?.headers).get("idempotency-key"), body });
      if (pathname.endsWith("/preview")) return json(200, { ...preview, quote });
      if (!body.startsWith("{") || kept) return json(202, job);
      return json(404, {
        type: "/docs/errors#not_found",
        title: "The resource was not found",
        status: 404,
        detail: "There is no such upload.",
        code: "not_found",
        request_id: "req_1",
        retryable: false,
        docs_url: "/docs/errors#not_found",
      });
    },
  });
  const terminalOf = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
  const [stdin, stdout, stderr] = [answer !== undefined, false, answer !== undefined].map(terminalOf);
  const terminal: Terminal = {
    environment: {},
    directory: ".",
    stdin: stdin!,
    stdout: stdout!,
    stderr: stderr!,
    interrupted: new AbortController().signal,
    ending: new AsyncDisposableStack(),
  };
  let shown = "";
  stderr!.on("data", (chunk: Buffer) => (shown += chunk.toString()));
  if (answer !== undefined) stdin!.write(`${answer}\n`);
  const options: BulkOptions = { onInsufficient: "reject", header: true, ...given };
  const bulk: Bulk = { kind: "verify", file: "contacts.csv", command: new Command(), options };
  const previewed = await previewToStart(winnow, bulk, input, terminal);
  await submitFile(winnow, { bulk, input, uploadId: previewed?.upload.id }, terminal);
  return { sent, shown };
}

const paths = (sent: readonly { readonly path: string }[]) => sent.map(({ path }) => path.split("?")[0]);

test("a person confirms the preview, and the upload that the server has kept is started", async () => {
  const mapping = '{"email":"Adresse"}';
  const { sent, shown } = await go({ mapping, delimiter: ",", maxAge: 60, maxWait: 5 }, { answer: "y" });
  expect(paths(sent)).toEqual(["/v1/jobs/preview", "/v1/jobs"]);
  expect(sent[0]!.path).toMatch(/max_wait=5&max_age=60/);
  expect(JSON.parse(sent[1]!.body)).toEqual({
    kind: "verify",
    on_insufficient: "reject",
    max_wait: 5,
    max_age: 60,
    upload: "upl_1",
  });
  expect(shown).toContain("Adresse  email (67% sure");
  expect(shown).toContain("4 rows: 2 to process, 1 paid for already, 0 duplicates");
  expect(shown).toContain("line 5 (row 3): syntax");
  expect(shown).toContain("Start, for 2 credits at most? [y/N]");
});

test("the answer no starts no job", async () => {
  await expect(go({}, { answer: "n" })).rejects.toBeInstanceOf(Exit);
});

test("a server that has dropped the upload receives the file again, under the same key as from a script", async () => {
  const dropped = await go({}, { answer: "yes", kept: false });
  expect(paths(dropped.sent)).toEqual(["/v1/jobs/preview", "/v1/jobs", "/v1/jobs"]);
  expect(dropped.sent[2]!.body).toBe(await file.text());
  expect(dropped.sent[2]!.key).toBe(dropped.sent[1]!.key);
  const script = await go({});
  expect(paths(script.sent)).toEqual(["/v1/jobs"]);
  expect(script.sent[0]!.key).toBe(dropped.sent[1]!.key);
});

test("a trial is previewed, also by a script, and has another idempotency key than the whole file", async () => {
  const { sent, shown } = await go({ first: 25 });
  expect(paths(sent)).toEqual(["/v1/jobs/preview", "/v1/jobs"]);
  expect(JSON.parse(sent[1]!.body)).toMatchObject({ upload: "upl_1", first: 25 });
  expect(sent[1]!.key).not.toBe((await go({})).sent[0]!.key);
  expect(shown).toBe("");
  const asked = await go({ first: 1 }, { answer: "y" });
  expect(asked.shown).toContain("Try the first 1 row, for 1 credit at most? [y/N]");
  const cheap = await go({ first: 1 }, { answer: "y", quote: { min: 0, likely: null, max: 0.5 } });
  expect(cheap.shown).toContain("Try the first 1 row, for 0.25 credits at most? [y/N]");
  await expect(go({ first: 25 }, { kept: false })).rejects.toMatchObject({ code: "not_found" });
});
