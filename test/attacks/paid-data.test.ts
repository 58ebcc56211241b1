import { waitFor } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLiveServer, type LiveServer } from "../deployment/live-server.ts";
import { bearer, post, signUp, type Account } from "./callers.ts";

const dead = {
  key: "c-1",
  first_name: "Ada",
  last_name: "Lovelace",
  company: "Acme",
  domain: "deliverable.test",
  email: "nobody@deliverable.test",
  phone: "+49 30 1234567",
  linkedin_url: "https://www.linkedin.com/in/ada",
  job_title: "Engineer",
};
const catchAll = {
  ...dead,
  key: "c-2",
  first_name: "Grace",
  last_name: "Hopper",
  email: "grace@catchall.test",
  domain: "catchall.test",
  linkedin_url: "https://www.linkedin.com/in/grace",
};

let server: LiveServer;
let caller: Account;
beforeAll(async () => {
  server = await startLiveServer({ singleWaitMs: 60_000 });
  caller = await signUp(server);
  const contacts = [dead, catchAll].map(({ key, ...contact }) => ({ key, ...contact }));
  const operator = bearer(server.operatorToken);
  await post(server, "/ops/api/contacts", { source: "crm", contacts }, operator);
});
afterAll(() => server[Symbol.asyncDispose]());

test("the contacts are in the directory", async () => {
  const found = await fetch(`${server.url}/v1/search?q=Lovelace`, { headers: bearer(caller.test) });
  expect(await found.json()).toMatchObject({ data: [{ last_name: "Lovelace" }] });
});

async function enrich(body: object): Promise<{ readonly text: string; readonly charge: unknown }> {
  const headers = { ...bearer(caller.test), "idempotency-key": crypto.randomUUID() };
  const answer = await post(server, "/v1/enrich", body, headers);
  expect(answer.status).toBe(200);
  const text = await answer.text();
  return { text, charge: (JSON.parse(text) as { charge: unknown }).charge };
}

test.each([
  { what: "a dead address", person: { email: dead.email } },
  {
    what: "a junk address beside a name",
    person: { email: "x@nowhere.invalid", full_name: "Ada Lovelace", domain: "deliverable.test" },
  },
])("enriching by $what shows no phone and no profile for free", async ({ person }) => {
  const { text, charge } = await enrich(person);
  expect(charge).toBeNull();
  expect(text).not.toContain(dead.phone);
  expect(text).not.toContain("linkedin.com/in/ada");
});

test("charge_on does not make a contact free that the job found", async () => {
  const headers = { ...bearer(caller.test), "idempotency-key": crypto.randomUUID() };
  const rows = [{ email: catchAll.email }];
  const accepted = await post(server, "/v1/jobs", { kind: "enrich", charge_on: ["valid"], rows }, headers);
  const { id } = (await accepted.json()) as { id: string };
  const read = async (path: string) =>
    (await fetch(`${server.url}/v1/jobs/${id}${path}`, { headers: bearer(caller.test) })).text();
  const job = await waitFor("the job", async () => {
    const shown = JSON.parse(await read("")) as { status: string; credits: object };
    return shown.status === "completed" && shown;
  });
  expect(job.credits).toMatchObject({ captured: 0 });
  for (const results of [await read("/results"), await read("/results?format=csv")]) {
    expect(results).toContain("catch_all");
    expect(results).not.toContain(catchAll.phone);
    expect(results).not.toContain("linkedin.com/in/grace");
  }
});
