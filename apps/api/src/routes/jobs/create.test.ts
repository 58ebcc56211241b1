import { Job } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshKey, jobCallsOf, rows } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
let stranger: TestOrganization;
let calls: ReturnType<typeof jobCallsOf>;
beforeAll(async () => {
  api = await startTestApi({
    keyLimit: { name: "key", quota: 10_000, windowSeconds: 60 },
    organizationLimit: { name: "organization", quota: 10_000, windowSeconds: 60 },
    uploadsMax: 100,
  });
  organization = await api.signUp();
  stranger = await api.signUp();
  calls = jobCallsOf(api, organization);
});
afterAll(() => api[Symbol.asyncDispose]());

describe("POST /v1/jobs", () => {
  test("rows as JSON make a job", async () => {
    const response = await calls.create({ kind: "verify", rows });
    expect(response.status).toBe(202);
    const job = Job.strict().parse(await response.json());
    expect(job).toMatchObject({ kind: "verify", mode: "test", status: "queued", counts: { submitted: 2 } });
    expect(response.headers.get("location")).toBe(`/v1/jobs/${job.id}`);
    expect(job.links).toEqual({
      self: `/v1/jobs/${job.id}`,
      results: `/v1/jobs/${job.id}/results`,
      cancel: `/v1/jobs/${job.id}/cancel`,
    });
    expect(await (await calls.get(job.links.self)).json()).toEqual(job);
  });

  test("a live key makes a live job", async () => {
    const response = await calls.create({ kind: "verify", rows }, organization.live);
    expect(await response.json()).toMatchObject({ mode: "live" });
  });

  test("a CSV makes a job, its options in the query", async () => {
    const response = await calls.sendDownload(
      "E-Mail;Note\nada@acme.test;x\nbob@acme.test;y\n",
      "kind=verify&charge_on=valid",
    );
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ status: "queued", counts: { submitted: 2 } });
  });

  test("accepting a job rings the bell for its planning", async () => {
    const { id } = await calls.createdJob();
    const { rows: rung } = await api.database.pool.query(
      "select 1 from bullmq.job where data::text like '%' || $1 || '%'",
      [id],
    );
    expect(rung).toHaveLength(1);
  });
});

describe("Idempotency-Key", () => {
  test.each(["JSON", "CSV"])("a hundred concurrent calls with the same %s make one job", async (form) => {
    const headers = { "idempotency-key": freshKey() };
    const send = () =>
      form === "JSON"
        ? calls.create({ kind: "verify", rows }, headers)
        : calls.sendDownload("email\nada@acme.test\n", "kind=verify", headers);
    const before = (await api.counts())["jobs"] ?? 0;
    const answers = await Promise.all(Array.from({ length: 100 }, send));
    const accepted = answers.filter(({ status }) => status === 202);
    const early = answers.filter(({ status }) => status !== 202);
    for (const answer of early) {
      await expectProblem(answer, "idempotency_in_progress");
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    const ids = new Set(await Promise.all(accepted.map(async (answer) => Job.parse(await answer.json()).id)));
    expect(ids.size).toBe(1);
    expect(accepted.filter(({ headers: given }) => !given.has("idempotency-replayed"))).toHaveLength(1);
    expect((await api.counts())["jobs"]).toBe(before + 1);
    expect(ids).toContain(Job.parse(await (await send()).json()).id);
  });

  test("is required, with JSON and with CSV", async () => {
    const before = await api.counts();
    const none = { "idempotency-key": "" };
    await expectProblem(await calls.create({ kind: "verify", rows }, none), "idempotency_key_required");
    await expectProblem(
      await calls.sendDownload("email\na@b.test\n", "kind=verify", none),
      "idempotency_key_required",
    );
    await expectProblem(
      await calls.create({ kind: "verify", rows }, { "idempotency-key": '""' }),
      "idempotency_key_required",
    );
    expect(await api.counts()).toEqual(before);
  });

  test("is printable ASCII of at most 255 characters", async () => {
    const before = await api.counts();
    for (const key of ["x".repeat(256), '"open', 'in"side', "caf\u00e9", '"a\\b"']) {
      const problem = await expectProblem(
        await calls.create({ kind: "verify", rows }, { "idempotency-key": key }),
        "validation_failed",
      );
      expect(problem.errors?.[0]?.pointer).toBe("Idempotency-Key");
    }
    expect(await api.counts()).toEqual(before);
  });

  test("the same request again, with a quoted or bare key, answers the same job", async () => {
    const key = freshKey();
    const body = { kind: "verify", rows };
    const first = await calls.create(body, { "idempotency-key": key });
    expect(first.headers.has("idempotency-replayed")).toBe(false);
    const before = await api.counts();
    const again = await calls.create(body, { "idempotency-key": `"${key}"` });
    expect(again.status).toBe(202);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await again.json()).toEqual(await first.json());
    expect(await api.counts()).toEqual(before);
  });

  test("the same CSV again answers the same job", async () => {
    const headers = { "idempotency-key": freshKey() };
    const first = await calls.sendDownload("email\nada@acme.test\n", "kind=verify", headers);
    const again = await calls.sendDownload("email\nada@acme.test\n", "kind=verify", headers);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await again.json()).toEqual(await first.json());
  });

  test("another request under the same key is refused; another organization may use the same key", async () => {
    const headers = { "idempotency-key": freshKey() };
    await calls.sendDownload("email\nada@acme.test\n", "kind=verify", headers);
    const before = await api.counts();
    await expectProblem(
      await calls.sendDownload("email\nbob@acme.test\n", "kind=verify", headers),
      "idempotency_key_reused",
    );
    await expectProblem(
      await calls.sendDownload("email\nada@acme.test\n", "kind=enrich", headers),
      "idempotency_key_reused",
    );
    await expectProblem(await calls.create({ kind: "verify", rows }, headers), "idempotency_key_reused");
    expect(await api.counts()).toEqual(before);
    const other = await calls.create({ kind: "verify", rows }, { ...headers, ...stranger.test });
    expect(other.status).toBe(202);
  });
});

describe("options of reading a CSV", () => {
  const twoColumns = "a,b\nada@acme.test,bob@acme.test\n";
  const mapped = (column: string) =>
    `kind=verify&mapping=${encodeURIComponent(JSON.stringify({ email: column }))}`;
  const inputOf = async (response: Response) => {
    const { links } = Job.parse(await response.json());
    const page = (await (await calls.get(links.results)).json()) as { data: { input: object }[] };
    return page.data[0]?.input;
  };

  test("are part of the request: another mapping under the same Idempotency-Key is refused", async () => {
    const headers = { "idempotency-key": freshKey() };
    expect((await calls.sendDownload(twoColumns, mapped("a"), headers)).status).toBe(202);
    const other = await calls.sendDownload(twoColumns, mapped("b"), headers);
    await expectProblem(other, "idempotency_key_reused");
  });

  test("include the charset of the media type; ?encoding takes precedence", async () => {
    const latin = new Uint8Array(Buffer.from("email,name\nada@acme.test,Jos\u00e9 \u00fc\n", "latin1"));
    const read = async (query: string, charset: string) =>
      inputOf(await calls.sendDownload(latin, query, { "content-type": `text/csv; charset=${charset}` }));
    const name = "Jos\u00e9 \u00fc";
    expect(await read("kind=verify", "windows-1252")).toMatchObject({ name });
    expect(await read("kind=verify&encoding=windows-1252", "utf-16le")).toMatchObject({ name });
    const unknown = await calls.sendDownload(latin, "kind=verify", {
      "content-type": "text/csv; charset=klingon",
    });
    const problem = await expectProblem(unknown, "validation_failed");
    expect(problem.errors?.[0]?.pointer).toBe("/encoding");
  });
});

describe("bad input is reported precisely; nothing is stored or charged", () => {
  async function refused(send: () => Promise<Response>, code: Parameters<typeof expectProblem>[1]) {
    const before = await api.counts();
    const problem = await expectProblem(await send(), code);
    expect(await api.counts()).toEqual(before);
    return problem;
  }

  test("malformed JSON", async () => {
    const send = (body: string) =>
      api.fetch("/v1/jobs", {
        method: "POST",
        body,
        headers: { ...organization.test, "content-type": "application/json", "idempotency-key": freshKey() },
      });
    for (const body of ['{"kind":"verify","rows":[', "kind=verify", ""]) {
      await refused(() => send(body), "invalid_json");
    }
  });

  test("JSON in another shape, each mistake with its pointer", async () => {
    const problem = await refused(
      () => calls.create({ kind: "guess", rows: [{ email: 7 }, { mail: "a@b.test" }], max_credits: 0 }),
      "validation_failed",
    );
    expect(problem.errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
      "/kind",
      "/max_credits",
      "/rows/0/email",
      "/rows/1/mail",
    ]);
    await refused(() => calls.create({ kind: "verify", rows: [] }), "validation_failed");
    await refused(() => calls.create({ kind: "verify" }), "validation_failed");
    await refused(
      () =>
        calls.create({ kind: "verify", rows: Array.from({ length: 10_001 }, () => ({ email: "a@b.test" })) }),
      "validation_failed",
    );
  });

  test("a query that is wrong", async () => {
    const problem = await refused(
      () => calls.sendDownload("email\na@b.test\n", "kind=verify&delimiter=x&color=red"),
      "validation_failed",
    );
    expect(problem.errors?.map(({ pointer }) => pointer).toSorted()).toEqual(["/color", "/delimiter"]);
    await refused(() => calls.sendDownload("email\na@b.test\n", ""), "validation_failed");
  });

  test("a CSV whose quote never closes", async () => {
    const problem = await refused(
      () => calls.sendDownload('email,note\nada@acme.test,"open\nbob@acme.test,x\n'),
      "unreadable_csv",
    );
    expect(problem.errors?.[0]).toMatchObject({ pointer: expect.stringMatching(/^line \d+$/) as string });
  });

  test("an empty file, and one with a header only", async () => {
    await refused(() => calls.sendDownload(""), "validation_failed");
    const problem = await refused(() => calls.sendDownload("email\n"), "validation_failed");
    expect(problem.errors?.[0]?.code).toBe("empty_file");
  });

  test("a CSV whose columns are not recognized", async () => {
    await refused(() => calls.sendDownload("a,b\n1,2\n"), "mapping_ambiguous");
  });

  test("a body in another type", async () => {
    for (const type of [
      "application/xml",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]) {
      await refused(
        () => calls.sendDownload("x", "kind=verify", { "content-type": type }),
        "unsupported_media_type",
      );
    }
    await refused(
      () => calls.sendDownload("email\na@b.test\n", "kind=verify", { "content-encoding": "compress" }),
      "unsupported_media_type",
    );
  });

  test("a damaged gzip", async () => {
    await refused(
      () => calls.sendDownload("no gzip", "kind=verify", { "content-encoding": "gzip" }),
      "unreadable_csv",
    );
  });

  test("a callback that may not be called", async () => {
    const nul = await refused(
      () => calls.create({ kind: "verify", rows, callback_url: "http://127.0.0.1:9/\0" }),
      "validation_failed",
    );
    expect(nul.errors).toEqual([
      { pointer: "/callback_url", code: "nul_byte", message: "contains a NUL character" },
    ]);
    for (const url of [
      "ftp://crm.test/x",
      "http://127.0.0.1/hook",
      "http://127.1/hook",
      "nonsense",
      "http://[::1]/",
    ]) {
      const problem = await refused(
        () => calls.create({ kind: "verify", rows, callback_url: url }),
        "validation_failed",
      );
      expect(problem.errors?.[0]?.pointer).toBe("/callback_url");
      const csv = await refused(
        () => calls.sendDownload("email\na@b.test\n", `kind=verify&callback_url=${encodeURIComponent(url)}`),
        "validation_failed",
      );
      expect(csv.errors?.[0]?.pointer).toBe("/callback_url");
    }
    const job = await calls.createdJob({ kind: "verify", rows, callback_url: "http://127.0.0.1:9/hook" });
    expect(job.callback_url).toBe("http://127.0.0.1:9/hook");
  });

  test("clearly more rows than credits, unless the job may take as many as it can pay", async () => {
    const hundred = Array.from({ length: 101 }, (_, row) => ({ email: `a${row}@acme.test` }));
    const problem = await refused(
      () => calls.create({ kind: "verify", rows: hundred }, stranger.live),
      "insufficient_credits",
    );
    expect(problem).toMatchObject({ required: 101, available: 100, shortfall: 1 });
    const csv = `email\n${hundred.map(({ email }) => email).join("\n")}\n`;
    await refused(() => calls.sendDownload(csv, "kind=verify", stranger.live), "insufficient_credits");
    const partial = await calls.create(
      { kind: "verify", rows: hundred, on_insufficient: "partial" },
      stranger.live,
    );
    expect(partial.status).toBe(202);
  });

  test("a key without the scope of the kind", async () => {
    await api.database.pool.query(
      `update api_keys set scopes = '{jobs:write,jobs:read,verify}' where organization_id = $1 and mode = 'live'`,
      [stranger.id],
    );
    const problem = await refused(
      () => calls.create({ kind: "enrich", rows: [{ full_name: "Ada Lovelace" }] }, stranger.live),
      "insufficient_scope",
    );
    expect(problem["required"]).toBe("enrich");
    await refused(
      () => calls.sendDownload("name\nAda\n", "kind=enrich", stranger.live),
      "insufficient_scope",
    );
    await api.database.pool.query(
      `update api_keys set scopes = '{jobs:read,verify}' where organization_id = $1 and mode = 'live'`,
      [stranger.id],
    );
    await refused(() => calls.create({ kind: "verify", rows }, stranger.live), "insufficient_scope");
  });
});

describe("a mistake in one row does not refuse the request", () => {
  test("NUL, half a surrogate and a formula in a row of JSON are accepted, and planning marks that row", async () => {
    const odd = [
      { email: "a\0@b.test" },
      { email: "\ud800@b.test" },
      { ref: "=cmd()", email: "ada@acme.test" },
    ];
    const response = await calls.create({ kind: "verify", rows: odd });
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ counts: { submitted: 3 } });
  });
});
