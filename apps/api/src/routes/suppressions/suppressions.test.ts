import { AddSuppressionsAnswer, SuppressionPage } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  expectProblem,
  operator,
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

const add = (suppressions: object[], headers = organization.test) =>
  api.post("/v1/suppressions", { suppressions }, headers);
async function list(query = "", headers = organization.test) {
  const response = await api.fetch(`/v1/suppressions${query}`, { headers });
  return SuppressionPage.strict().parse(await response.json());
}

test("suppressions are added once, listed, looked up, and removed; both modes share them", async () => {
  const both = [
    { kind: "email", value: "Ada@Acme.test" },
    { kind: "domain", value: "Müller.test" },
  ];
  const added = AddSuppressionsAnswer.strict().parse(await (await add(both)).json());
  expect(added.data.map(({ kind, value }) => [kind, value])).toEqual([
    ["email", "ada@acme.test"],
    ["domain", "xn--mller-kva.test"],
  ]);
  const again = AddSuppressionsAnswer.parse(await (await add([...both, both[0]!])).json());
  expect(again.data.map(({ id }) => id)).toEqual([...added.data, added.data[0]].map((one) => one?.id));
  expect((await list("", organization.live)).data).toHaveLength(2);
  expect((await list("?kind=domain")).data.map(({ value }) => value)).toEqual(["xn--mller-kva.test"]);
  expect((await list("?value=ADA@acme.test")).data).toHaveLength(1);
  expect((await list("?value=eve@acme.test")).data).toEqual([]);
  const first = await list("?limit=1");
  expect(first).toMatchObject({ has_more: true, data: [{ kind: "domain" }] });
  expect(await list(`?limit=1&cursor=${first.next_cursor}`)).toMatchObject({
    has_more: false,
    data: [{ kind: "email" }],
  });
  const path = `/v1/suppressions/${added.data[0]?.id}`;
  const remove = () => api.fetch(path, { method: "DELETE", headers: organization.test });
  expect((await remove()).status).toBe(204);
  await expectProblem(await remove(), "not_found");
});

test("each invalid value is pointed at, and no other value is stored", async () => {
  const stranger = await api.signUp();
  const wrong = [
    { kind: "email", value: "ada@acme.test" },
    { kind: "email", value: "acme.test" },
    { kind: "domain", value: "not a domain" },
  ];
  const problem = await expectProblem(await add(wrong, stranger.test), "validation_failed");
  expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([
    "/suppressions/1/value",
    "/suppressions/2/value",
  ]);
  expect((await list("", stranger.test)).data).toEqual([]);
  const many = Array.from({ length: 1_001 }, (_, index) => ({ kind: "email", value: `a${index}@acme.test` }));
  await expectProblem(await add(many, stranger.test), "validation_failed");
});

test("the operator's list applies to the server: no organization sees or changes it", async () => {
  const post = await api.post(
    "/ops/api/suppressions",
    { suppressions: [{ kind: "person", value: "Ada Lovelace|acme.test" }] },
    operator,
  );
  const [stored] = AddSuppressionsAnswer.parse(await post.json()).data;
  expect(stored).toMatchObject({ kind: "person", value: "person:ada lovelace|acme.test" });
  const own = SuppressionPage.parse(
    await (await api.fetch("/ops/api/suppressions?kind=person", { headers: operator })).json(),
  );
  expect(own.data).toEqual([stored]);
  expect((await list("?kind=person")).data).toEqual([]);
  const remove = (path: string, headers: Record<string, string>) =>
    api.fetch(`${path}/${stored?.id}`, { method: "DELETE", headers });
  await expectProblem(await remove("/v1/suppressions", organization.test), "not_found");
  expect((await remove("/ops/api/suppressions", operator)).status).toBe(204);
});
