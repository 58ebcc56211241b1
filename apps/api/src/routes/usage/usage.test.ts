import { UsageGroupPage } from "@winnow/contracts";
import { waitFor } from "@winnow/testing";
import { expect, test } from "vitest";
import { layCable, type DatabaseCable } from "#fixture/database-cable.ts";
import { expectProblem, startTestApi, type TestApi } from "#fixture/test-api.ts";

async function callsByEndpoint(api: TestApi, headers: Record<string, string>) {
  const response = await api.fetch("/v1/usage?group_by=endpoint", { headers });
  const page = UsageGroupPage.strict().parse(await response.json());
  return Object.fromEntries(page.data.map(({ group, calls, denied }) => [group, { calls, denied }]));
}

test("calls are counted by the route table's endpoints, including those that a limit refused", async () => {
  await using api = await startTestApi({ keyLimit: { name: "key", quota: 4, windowSeconds: 3600 } });
  const { live, test: headers } = await api.signUp();
  for (let call = 0; call < 6; call += 1) await api.fetch(`/v1/jobs/job_${call}`, { headers });
  await api.fetch("/v1/jobs", { headers: live });
  await api.fetch("/v1/jobs", { method: "HEAD", headers: live });
  const counted = await waitFor("the counts", async () => {
    const { rows } = await api.database.pool.query<{ calls: number }>(
      "select mode, endpoint, calls::int, denied::int from call_counts where endpoint like 'GET /v1/jobs%' order by mode",
    );
    // They are stored every few seconds, so some may be stored before the others.
    return rows.reduce((sum, { calls }) => sum + calls, 0) === 8 ? rows : null;
  });
  expect(counted).toEqual([
    { mode: "live", endpoint: "GET /v1/jobs", calls: 2, denied: 0 },
    { mode: "test", endpoint: "GET /v1/jobs/:id", calls: 6, denied: 2 },
  ]);
  expect(await callsByEndpoint(api, live)).toMatchObject({ "GET /v1/jobs": { calls: 2, denied: 0 } });
});

test("calls during an outage of the database are counted after it", async () => {
  let cable: DatabaseCable | undefined;
  await using api = await startTestApi({ cableFrom: async (to) => (cable = await layCable(to)) });
  const { test: headers } = await api.signUp();
  await api.fetch("/v1/credits", { headers });
  await cable?.pull();
  await cable?.plug();
  await waitFor("the count", async () => {
    const response = await api.fetch("/v1/usage?group_by=endpoint", { headers });
    if (response.status !== 200) return false;
    const page = UsageGroupPage.parse(await response.json());
    return page.data.some(({ group }) => group === "GET /v1/credits");
  });
});

test("a closing API stores its remaining counts", async () => {
  const api = await startTestApi();
  const { test: headers } = await api.signUp();
  await (await api.fetch("/v1/credits", { headers })).text();
  await api.closeServer();
  const { rows } = await api.database.pool.query("select endpoint, calls::int from call_counts");
  expect(rows).toEqual([{ endpoint: "GET /v1/credits", calls: 1 }]);
  await api[Symbol.asyncDispose]();
});

test("an unknown grouping is refused", async () => {
  await using api = await startTestApi();
  const { test: headers } = await api.signUp();
  const problem = await expectProblem(
    await api.fetch("/v1/usage?group_by=colour", { headers }),
    "validation_failed",
  );
  expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(["/group_by"]);
  await expectProblem(await api.fetch("/v1/usage?group_by=day&cursor=x", { headers }), "invalid_cursor");
});
