import { request, type ClientRequest, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { openDatabase, type OpenDatabase } from "@winnow/database";
import { waitFor } from "@winnow/testing";
import { draws } from "@winnow/testing/sample";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeployment, type Deployment } from "../deployment/deployment.ts";

// An upload is one transaction from its first byte to its last: a client that disconnects in between leaves nothing stored.
let deployment: Deployment;
let database: OpenDatabase;
beforeAll(async () => {
  deployment = await startDeployment({
    LOG_LEVEL: "error",
    WELCOME_CREDITS_TEST: "1000000",
    UPLOADS_PER_ORGANIZATION: "100",
  });
  database = openDatabase({ connectionString: deployment.postgres.connectionString, connectionsMax: 2 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await deployment[Symbol.asyncDispose]();
});

const CSV = `email\n${Array.from({ length: 20_000 }, (_, row) => `person.${row}@deliverable.test\n`).join("")}`;
const form = ["--b", 'Content-Disposition: form-data; name="file"; filename="x.csv"', "", CSV, "--b--", ""];

interface Form {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
const FORMS: readonly Form[] = [
  {
    name: "plain, its length announced",
    headers: { "content-type": "text/csv", "content-length": String(CSV.length) },
    body: Buffer.from(CSV),
  },
  { name: "chunked", headers: { "content-type": "text/csv" }, body: Buffer.from(CSV) },
  {
    name: "gzip",
    headers: { "content-type": "text/csv", "content-encoding": "gzip" },
    // Stored, not deflated, so that half of the bytes are half of the rows.
    body: gzipSync(CSV, { level: 0 }),
  },
  {
    name: "a form",
    headers: { "content-type": "multipart/form-data; boundary=b" },
    body: Buffer.from(form.join("\r\n")),
  },
];
const PATHS = ["/v1/jobs", "/v1/jobs/preview"];
/** The part of an upload that arrives before it breaks off, in percent. */
const SHARES = draws(1, { min: 20, max: 95 });
const UPLOADS = FORMS.flatMap((upload) => PATHS.map((path) => ({ ...upload, path })));
type Upload = (typeof UPLOADS)[number];
const BROKEN = SHARES.flatMap((share) => UPLOADS.map((upload) => ({ ...upload, share })));
const startOf = ({ body }: Upload, share: number) =>
  body.subarray(0, Math.floor((body.length * share) / 100));

function open(baseUrl: string, { path, headers }: Upload, key: string): ClientRequest {
  const call = request(`${baseUrl}${path}?kind=verify`, {
    method: "POST",
    agent: false,
    headers: { ...headers, authorization: `Bearer ${deployment.apiKey}`, "idempotency-key": key },
  });
  call.on("error", () => undefined);
  return call;
}

async function send(baseUrl: string, upload: Upload, key: string) {
  const call = open(baseUrl, upload, key);
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    call.once("response", resolve).once("error", reject);
  });
  call.end(upload.body);
  const answer = await answered;
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: JSON.parse(await text(answer)) as object,
  };
}

/** Uploads whose rows are being copied into the table. */
async function underWay(): Promise<number> {
  const { rows } = await database.pool.query(
    "select 1 from pg_stat_activity where query ilike 'copy job_rows%' and state = 'active'",
  );
  return rows.length;
}

async function nothingOpen(): Promise<boolean> {
  const { rows } = await database.pool.query(
    "select 1 from pg_stat_activity where backend_type = 'client backend' and xact_start is not null and pid <> pg_backend_pid()",
  );
  return rows.length === 0;
}

async function kept(): Promise<unknown> {
  const tables = ["jobs", "job_rows", "idempotency_keys", "reservations", "entries", "events"];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const { rows } = await database.pool.query(`select ${counts.join(", ")}`);
  return rows[0];
}

async function expectWhole(baseUrl: string, upload: Upload, key: string): Promise<void> {
  const { status, headers, body } = await send(baseUrl, upload, key);
  expect(headers["idempotency-replayed"]).toBeUndefined();
  if (upload.path === "/v1/jobs") {
    expect(status).toBe(202);
    expect(body).toMatchObject({ counts: { submitted: 20_000 } });
  } else {
    expect(status).toBe(200);
    expect(body).toMatchObject({ rows: { total: 20_000 } });
  }
}

describe("an upload whose client disconnects in the middle leaves nothing, and its key works again", () => {
  test.each(BROKEN)("$path, $name, after $share percent", async ({ share, ...upload }) => {
    const before = await kept();
    const key = `gone-${crypto.randomUUID()}`;
    const call = open(deployment.api.ready, upload, key);
    call.write(startOf(upload, share));
    await waitFor("the upload to begin", async () => (await underWay()) === 1);
    call.destroy();
    await waitFor("the upload to be rolled back", nothingOpen);
    expect(await kept()).toEqual(before);
    await expectWhole(deployment.api.ready, upload, key);
  });
});

test.each(SHARES)(
  "an API that is killed after %i percent of uploads leaves nothing, and their keys work at the next one",
  async (share) => {
    const before = await kept();
    const doomed = await deployment.startApi();
    const keyOf = (upload: Upload) => `killed-${share}-${UPLOADS.indexOf(upload)}`;
    for (const upload of UPLOADS) {
      open(doomed.ready, upload, keyOf(upload)).write(startOf(upload, share));
    }
    await waitFor("all uploads to begin", async () => (await underWay()) === UPLOADS.length);
    await doomed.kill();
    await waitFor("PostgreSQL to roll all of them back", nothingOpen);
    expect(await kept()).toEqual(before);
    const next = await deployment.startApi();
    for (const upload of UPLOADS) await expectWhole(next.ready, upload, keyOf(upload));
  },
);
