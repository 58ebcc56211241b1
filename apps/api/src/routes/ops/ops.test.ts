import { GrantAnswer } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expectProblem,
  operator,
  OPERATOR_TOKEN,
  startTestApi,
  type TestApi,
  type TestOrganization,
} from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi();
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

describe("grants", () => {
  const grant = (body: object) =>
    api.post(
      "/ops/api/grants",
      { organization_id: organization.id, mode: "live", credits: 5, ...body },
      operator,
    );

  test("a grant is posted; with a reference it is posted once", async () => {
    const first = await grant({ reference: "invoice-7" });
    expect(first.status).toBe(201);
    const answer = GrantAnswer.strict().parse(await first.json());
    expect(answer).toMatchObject({ replayed: false, wallet: { mode: "live", granted: 105 } });
    const again = await grant({ reference: "invoice-7" });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ ...answer, replayed: true });
  });

  test("the token is also taken as the password of HTTP Basic, for browsers", async () => {
    const basic = Buffer.from(`anybody:${OPERATOR_TOKEN}`).toString("base64");
    const response = await api.fetch("/metrics", { headers: { authorization: `Basic ${basic}` } });
    expect(response.status).toBe(200);
  });

  test("a grant with a mistake is refused with its reason, and nothing is posted", async () => {
    await grant({ reference: "invoice-8" });
    const before = await api.counts();
    await expectProblem(await grant({ reference: "invoice-8", credits: 6 }), "idempotency_key_reused");
    await expectProblem(await grant({ organization_id: "org_nobody" }), "not_found");
    for (const [body, pointer] of [
      [{ credits: 0 }, "/credits"],
      [{ credits: 1.5 }, "/credits"],
      [{ mode: "both" }, "/mode"],
      [{ organization_id: "org_\0" }, "/organization_id"],
      [{ reference: "\ud800" }, "/reference"],
    ] as const) {
      const problem = await expectProblem(await grant(body), "validation_failed");
      expect(problem.errors?.[0]?.pointer).toBe(pointer);
    }
    expect(await api.counts()).toEqual(before);
  });
});

describe("the board", () => {
  test("is a page that loads its parts from this server", async () => {
    const page = await api.fetch("/ops/", { headers: operator });
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain("Winnow queues");
    const scripts = [...html.matchAll(/<script defer src="([^"]+)"/g)].map(([, path]) => path);
    expect(scripts.length).toBeGreaterThan(0);
    for (const path of scripts) {
      const script = await api.fetch(`/ops/${path}`, { headers: operator });
      expect(script.status).toBe(200);
      expect(script.headers.get("content-type")).toContain("javascript");
      await script.body?.cancel();
    }
  });

  test("shows the queues and changes nothing", async () => {
    const response = await api.fetch("/ops/api/queues", { headers: operator });
    const { queues } = (await response.json()) as { queues: { name: string; readOnlyMode: boolean }[] };
    expect(queues.map(({ name }) => name)).toContain("plan-job");
    expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
    const changed = await api.fetch("/ops/api/queues/plan-job/pause", { method: "PUT", headers: operator });
    await expectProblem(changed, "method_not_allowed");
  });
});

describe("/metrics", () => {
  const scrape = async () => (await api.fetch("/metrics", { headers: operator })).text();

  test("counts requests by route, method and status, never by path", async () => {
    await api.fetch("/v1/credits", { headers: organization.test });
    await api.fetch("/v1/jobs/job_secret", { headers: organization.test });
    await api.fetch("/wp-login.php");
    const text = await scrape();
    expect(text).toMatch(
      /winnow_http_request_duration_seconds_count\{route="\/v1\/credits",method="GET",status="200"\} 1/,
    );
    expect(text).toMatch(/route="\/v1\/jobs\/:id",method="GET",status="404"/);
    expect(text).toMatch(/route="none",method="GET",status="404"/);
    expect(text).not.toContain("job_secret");
    expect(text).not.toContain("wp-login");
  });

  test("shows the process, the tables and the queues", async () => {
    const text = await scrape();
    for (const line of [
      /^process_cpu_seconds_total /m,
      /^winnow_database_up 1$/m,
      /^winnow_jobs\{status="queued"\} 0$/m,
      /^winnow_chunks_due 0$/m,
      /^winnow_chunks_due_oldest_seconds 0$/m,
      /^winnow_deliveries_due 0$/m,
      /^winnow_wallet_credits\{mode="test",bucket="granted"\} 1000$/m,
      /^winnow_queues_up 1$/m,
      /^winnow_queue_messages\{queue="plan-job",state="waiting"\} \d+$/m,
    ]) {
      expect(text).toMatch(line);
    }
  });
});
