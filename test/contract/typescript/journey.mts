/**
 * What a customer does first, with nothing but the generated types: sign up, verify an email, run a CSV, read results.
 * Run as `node journey.mts <base URL>`, beside the generated `winnow.d.ts`. Prints one line of JSON for each step.
 */
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { components, paths } from "./winnow.d.ts";

const CSV =
  "Nr;Kontakt;Adresse\r\nK-1;Ada;ada.lovelace@deliverable.test\r\nK-2;Alan;nobody@deliverable.test\r\n";
const MAPPING = { ref: "Nr", email: "Adresse" };

type Client = ReturnType<typeof createClient<paths>>;
type Problem = components["schemas"]["Problem"];

function report(step: string, values: object): void {
  console.log(JSON.stringify({ step, ...values }));
}

/** @throws Error with the problem, where a call was not answered as it should be. */
function required<Data>(answer: { readonly data?: Data; readonly error?: Problem }): Data {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

async function signUp(baseUrl: string): Promise<Client> {
  const body = { email: `ada-${randomUUID()}@example.com`, password: "a quite long password" };
  const { keys } = required(await createClient<paths>({ baseUrl }).POST("/v1/signup", { body }));
  report("sign-up", { modes: keys.map(({ mode }) => mode) });
  const token = keys.find(({ mode }) => mode === "test")?.token;
  return createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });
}

async function verify(client: Client): Promise<void> {
  const answer = required(
    await client.POST("/v1/verify", { body: { email: "grace.hopper@deliverable.test" } }),
  );
  if (!("email" in answer)) throw new Error(`still ${answer.status}`);
  report("verify", { status: answer.email.status, credits: answer.charge?.credits });
}

function sendCsv(client: Client, mapping: object) {
  return client.POST("/v1/jobs", {
    params: {
      query: { kind: "verify", mapping: JSON.stringify(mapping) },
      header: { "Idempotency-Key": randomUUID() },
    },
    headers: { "content-type": "text/csv" },
    body: CSV,
    bodySerializer: String,
  });
}

async function createJob(client: Client): Promise<string> {
  const job = required(await sendCsv(client, MAPPING));
  report("job", { mode: job.mode, submitted: job.counts.submitted });
  return job.id;
}

async function waitFor(client: Client, id: string): Promise<void> {
  let after: string | undefined;
  for (let completed = false; !completed;) {
    const query = { wait: 20, ...(after !== undefined && { after }) };
    const { data: events } = required(await client.GET("/v1/events", { params: { query } }));
    after = events.at(-1)?.id ?? after;
    completed = events.some(({ type, job_id }) => type === "job.completed" && job_id === id);
  }
  const job = required(await client.GET("/v1/jobs/{id}", { params: { path: { id } } }));
  report("events", { status: job.status, captured: job.credits.captured });
}

async function results(client: Client, id: string): Promise<void> {
  const page = required(await client.GET("/v1/jobs/{id}/results", { params: { path: { id } } }));
  if (typeof page === "string") throw new Error("the rows came as a file");
  report("results", { rows: page.data.map(({ ref, status, email }) => [ref, status, email?.status]) });
}

async function refused(client: Client): Promise<void> {
  const { error } = await sendCsv(client, { email: "No such column" });
  report("error", { status: error?.status, code: error?.code, pointer: error?.errors?.[0]?.pointer });
}

const client = await signUp(process.argv[2] ?? "");
await verify(client);
const id = await createJob(client);
await waitFor(client, id);
await results(client, id);
await refused(client);
