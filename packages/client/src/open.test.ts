import type * as contract from "@winnow/contracts";
import { expect, test } from "vitest";
import type { Job, JobPreview, Row } from "#answers.ts";
import { createClient } from "#client.ts";
import { job } from "#fixture/job.ts";
import { answer, startScriptedServer, type Scene } from "#fixture/scripted-server.ts";
import { createOperator } from "#operator.ts";

/** A server that is newer than this client: every enumeration has more values, and every object more fields. */

const grown = { added_later: { deep: [1] } };
const newerJob = (status: string, endedAt: string | null = null) => {
  const { counts, ...rest } = job("queued", endedAt);
  return {
    ...rest,
    ...grown,
    status,
    kind: "phone",
    reason: "moon_phase",
    counts: { ...counts, by_status: { found: 1, parked: 2 }, by_email_status: { probable: 3 } },
  };
};
const row = {
  ref: null,
  row: 1,
  status: "parked",
  reason: "moon_phase",
  input: { email: "ada@acme.test" },
  email: { address: "ada@acme.test", status: "probable", reason: "moon_phase", flags: { lunar: true } },
  attempts: [{ provider: "new", outcome: "postponed", ms: 1 }],
  ...grown,
};
const page = (...data: readonly unknown[]) =>
  answer(200, { data, next_cursor: null, has_more: false, ...grown });

const clientOf = (url: string) => createClient({ baseUrl: url, apiKey: "wn_test_x", retries: 0 });

/** Code as a user writes it: it names the known values, and has a default. */
function describeJob({ status, counts }: Job): string {
  switch (status) {
    case "completed":
    case "cancelled":
      return `ended: ${status}`;
    default:
      return `${status}: ${Object.keys(counts.by_status).join()}`;
  }
}

test("unknown statuses, reasons and fields are passed on", async () => {
  const ended = newerJob("archived", "2030-01-01T00:00:00Z");
  await using server = await startScriptedServer(answer(200, newerJob("dreaming")), page(row), page(ended));
  const { jobs } = clientOf(server.url);
  const dreaming = await jobs.get("job_1");
  expect(dreaming).toEqual(newerJob("dreaming"));
  expect(describeJob(dreaming)).toBe("dreaming: found,parked");
  const [first] = await Array.fromAsync(jobs.results("job_1"));
  expect(first).toEqual(row);
  // The status of a row is a name in the counts, known or not.
  const status = first?.email?.status ?? "unknown";
  expect([status, dreaming.counts.by_email_status[status]]).toEqual(["probable", 3]);
  expect(await Array.fromAsync(jobs.list())).toEqual([ended]);
});

test("waiting and watching continue through an unknown status until the job has ended", async () => {
  const states = [newerJob("dreaming"), newerJob("archived", "2030-01-01T00:00:00Z")];
  const stream: Scene = (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const blocks = states.map((state) => `event: progress\ndata: ${JSON.stringify(state)}\n\n`);
    response.end(`event: applause\ndata: not JSON\n\n${blocks.join("")}`);
  };
  await using server = await startScriptedServer(answer(200, states[0]), answer(200, states[1]), stream);
  const { jobs } = clientOf(server.url);
  const seen: string[] = [];
  const ended = await jobs.wait("job_1", { onProgress: ({ status }) => seen.push(status) });
  expect([...seen, ended.status]).toEqual(["dreaming", "archived", "archived"]);
  expect(await Array.fromAsync(jobs.watch("job_1"))).toEqual(states);
});

test("an event of an unknown type is listed and followed", async () => {
  const event = { id: "evt_1", type: "mailbox.full", job_id: null, page: 0, data: { a: 1 }, ...grown };
  await using server = await startScriptedServer(page(event), page(), page(event));
  const { webhooks } = clientOf(server.url);
  expect(await Array.fromAsync(webhooks.events())).toEqual([event]);
  for await (const followed of webhooks.follow()) {
    expect(followed).toEqual(event);
    break;
  }
});

test("a single call is answered with an unknown verdict, or continues as a job of an unknown kind", async () => {
  const verdict = { email: row.email, charge: { credits: 1, entry: null, basis: "courtesy" }, ...grown };
  await using server = await startScriptedServer(answer(200, verdict), answer(202, newerJob("dreaming")));
  const { verify } = clientOf(server.url);
  expect(await verify("ada@acme.test")).toEqual({ outcome: "answered", answer: verdict });
  expect(await verify("ada@acme.test")).toEqual({ outcome: "pending", job: newerJob("dreaming") });
});

test("a refusal with an unknown code keeps the code and the whole problem", async () => {
  const problem = {
    code: "too_shiny",
    detail: "Too shiny.",
    retryable: false,
    shine: 11,
    request_id: "req_1",
  };
  await using server = await startScriptedServer(answer(418, problem));
  await expect(clientOf(server.url).credits.get()).rejects.toMatchObject({
    code: "too_shiny",
    status: 418,
    message: "Too shiny.",
    requestId: "req_1",
    problem,
  });
});

test("an import passes unknown reasons on, and skips lines of an unknown type", async () => {
  const lines = [
    { type: "rejected", line: 2, key: "7", reason: "too_shiny", message: "it is" },
    { type: "progress", percent: 50 },
    { type: "done", lines: 2, created: 1, ...grown },
  ];
  await using server = await startScriptedServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  });
  const operator = createOperator({ baseUrl: server.url, operatorToken: "x" });
  const imported = operator.importDirectory(new Blob(["key\n7\n"]), { source: "crm", format: "text/csv" });
  expect(await imported.next()).toMatchObject({ done: false, value: { line: 2, reason: "too_shiny" } });
  expect(await imported.next()).toEqual({ done: true, value: { lines: 2, created: 1, ...grown } });
});

test("answers of this version of the server have the open types, and not the other way round", () => {
  const answers = (known: { job: contract.Job; row: contract.Row; preview: contract.JobPreview }) =>
    known satisfies { job: Job; row: Row; preview: JobPreview };
  // @ts-expect-error An open status may be one that the contract does not name.
  const status = (open: Job): contract.JobStatus => open.status;
  // @ts-expect-error A status that no row has is not counted.
  const count = (open: Job): number => open.counts.by_status.found;
  expect([answers, status, count]).toHaveLength(3);
});
