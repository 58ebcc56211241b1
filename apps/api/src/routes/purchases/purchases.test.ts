import { GrantAnswer } from "@winnow/contracts";
import { createSecret, signDelivery } from "@winnow/webhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

const secret = createSecret();
let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({ purchaseHookSecrets: [createSecret(), secret] });
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

function post(body: unknown, id: string, by = secret) {
  const text = JSON.stringify(body);
  const headers = signDelivery({ secrets: [by], id, timestamp: new Date(), body: text });
  return api.fetch("/hooks/purchases", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: text,
  });
}
const purchase = (members = {}) => ({
  organization_id: organization.id,
  mode: "live",
  credits: 500,
  ...members,
});
const available = async () => {
  const response = await api.fetch("/v1/credits", { headers: organization.live });
  return ((await response.json()) as { available: number }).available;
};

test("a signed purchase grants its credits once, however often it is delivered", async () => {
  const before = await available();
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(purchase(), "purchase_1")));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([
    ...Array.from({ length: 9 }, () => 200),
    201,
  ]);
  const [answer] = await Promise.all(
    answers.map(async (one) => GrantAnswer.strict().parse(await one.json())),
  );
  expect(await available()).toBe(before + 500);
  const entries = await api.fetch("/v1/credits/entries?limit=1", { headers: organization.live });
  expect(await entries.json()).toMatchObject({
    data: [{ id: answer?.entry, kind: "grant", credits: 500, subject: "purchase:purchase_1" }],
  });
  await expectProblem(await post(purchase({ credits: 600 }), "purchase_1"), "idempotency_key_reused");
  expect(await available()).toBe(before + 500);
});

test("a wrong signature, a changed body and an invalid body grant nothing", async () => {
  const before = await api.counts();
  await expectProblem(await post(purchase(), "purchase_2", createSecret()), "invalid_signature");
  const unsigned = await api.post("/hooks/purchases", purchase());
  await expectProblem(unsigned, "invalid_signature");
  const problem = await expectProblem(
    await post(purchase({ credits: -5 }), "purchase_3"),
    "validation_failed",
  );
  expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(["/credits"]);
  await expectProblem(await post(purchase({ organization_id: "org_nobody" }), "purchase_4"), "not_found");
  expect(await api.counts()).toEqual(before);
});

test("without a secret the call is not found", async () => {
  await using closed = await startTestApi();
  await expectProblem(await closed.post("/hooks/purchases", {}), "not_found");
});
