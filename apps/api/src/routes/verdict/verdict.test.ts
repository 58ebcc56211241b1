import { Calibration, Reclassification } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, operator, startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

test("a re-classification starts later, and its progress can be read", async () => {
  const started = await api.post("/ops/api/reclassifications", { dry_run: true }, operator);
  expect(started.status).toBe(202);
  const run = Reclassification.strict().parse(await started.json());
  expect(run).toMatchObject({ dry_run: true, status: "queued", examined: 0, changes: [], ended_at: null });
  const path = `/ops/api/reclassifications/${run.id}`;
  expect(started.headers.get("location")).toBe(path);
  expect(await (await api.fetch(path, { headers: operator })).json()).toEqual(run);
  const plain = await api.post("/ops/api/reclassifications", {}, operator);
  expect(await plain.json()).toMatchObject({ dry_run: false });
  await expectProblem(
    await api.post("/ops/api/reclassifications", { dry_run: "yes" }, operator),
    "validation_failed",
  );
  for (const id of ["rcl_none", "%00"]) {
    const missing = await api.fetch(`/ops/api/reclassifications/${id}`, { headers: operator });
    await expectProblem(missing, "not_found");
  }
});

test("the calibration says that there are not enough outcomes yet", async () => {
  const response = await api.fetch("/ops/api/calibration", { headers: operator });
  expect(Calibration.strict().parse(await response.json())).toMatchObject({
    mode: "live",
    summary: expect.stringContaining("Not enough outcomes yet"),
    model: null,
    bins: [],
    brier: null,
  });
  const played = await api.fetch("/ops/api/calibration?mode=test", { headers: operator });
  expect(await played.json()).toMatchObject({ mode: "test" });
  await expectProblem(
    await api.fetch("/ops/api/calibration?mode=both", { headers: operator }),
    "validation_failed",
  );
});

test("both need the operator token", async () => {
  const { live } = await api.signUp();
  await expectProblem(await api.post("/ops/api/reclassifications", {}, live), "invalid_operator_token");
  await expectProblem(await api.fetch("/ops/api/calibration", { headers: live }), "invalid_operator_token");
});
