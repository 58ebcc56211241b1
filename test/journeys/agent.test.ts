import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { signup } from "@winnow/client";
import { Job, LookupAnswer, Problem, RevealAnswer, SearchAnswer, Usage } from "@winnow/contracts";
import { waitFor } from "@winnow/testing";
import { expect, test } from "vitest";
import { fillDirectory } from "./fill-directory.ts";
import { startJourneySystem } from "./standalone.ts";

/** An agent with the protocol's own client, under a test key. */
async function connect(baseUrl: string) {
  const account = await signup({ baseUrl }, { email: "mary@example.com", password: "a quite long password" });
  const { token } = account.keys.find(({ mode }) => mode === "test")!;
  const agent = new Client({ name: "journey", version: "1" });
  await agent.connect(
    new StreamableHTTPClientTransport(new URL("/mcp", baseUrl), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  );
  const call = async (name: string, input: Record<string, unknown>) => {
    const answer = await agent.callTool({ name, arguments: input });
    const [content] = answer.content as { readonly text: string }[];
    return { failed: answer.isError === true, structured: answer.structuredContent, text: content!.text };
  };
  return {
    agent,
    /** The structured answer, which the text repeats for models that read only text. */
    async use(name: string, input: Record<string, unknown> = {}): Promise<unknown> {
      const { failed, structured, text } = await call(name, input);
      expect({ failed, text: failed ? text : "" }).toEqual({ failed: false, text: "" });
      expect(JSON.parse(text)).toEqual(structured);
      return structured;
    },
    /** The problem of a refused call, as in REST. */
    async refused(name: string, input: Record<string, unknown>): Promise<Problem> {
      const { failed, text } = await call(name, input);
      expect(failed).toBe(true);
      return Problem.parse(JSON.parse(text));
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}

/**
 * An agent's use of the tools: free searches, a quote, then purchases up to a limit. Each step names the file that implements
 * it, and its cost.
 */
test("an agent finds, quotes, reveals, verifies and starts a job, and never pays more than its limit", async () => {
  // It polls more often than the default limits allow.
  await using system = await startJourneySystem({
    RATE_LIMIT_PER_KEY: "10000",
    RATE_LIMIT_PER_ORGANIZATION: "10000",
  });
  await fillDirectory(system.standalone);
  await using mcp = await connect(system.standalone.url);

  // It lists the tools, and which of them are free.                  apps/api/src/mcp/server.ts
  const { tools } = await mcp.agent.listTools();
  expect(Object.fromEntries(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]))).toEqual(
    {
      search_contacts: true,
      lookup_contact: true,
      reveal_contacts: false,
      verify_email: false,
      quote_job: true,
      start_job: false,
      job_status: true,
      usage: true,
    },
  );
  expect(tools.every(({ outputSchema, annotations }) => outputSchema && !annotations?.destructiveHint)).toBe(
    true,
  );
  expect(tools.find(({ name }) => name === "start_job")?.inputSchema.required).toContain("max_credits");

  // It searches, and reads no email.                                 apps/api/src/mcp/contact-tools.ts
  const found = SearchAnswer.parse(await mcp.use("search_contacts", { q: "acme", country: ["DE"] }));
  expect(found.matches).toEqual({ count: 2, capped: false });
  const contactOf = (name: string) => found.data.find(({ last_name: last }) => last === name)!;
  expect(contactOf("Lovelace").email).toBe("a••@acme.deliverable.test");

  // It looks one of them up: a credit.
  const known = LookupAnswer.parse(
    await mcp.use("lookup_contact", { email: "grace.hopper@acme.deliverable.test" }),
  );
  expect(known).toMatchObject({ known: true, contact_id: contactOf("Hopper").id, owned: false, price: 1 });

  // It quotes the most that five people can cost.                    apps/api/src/mcp/job-tools.ts
  expect(await mcp.use("quote_job", { kind: "enrich", rows: 5 })).toMatchObject({
    max_credits: 5,
    affordable: true,
    wallet: { mode: "test", available: 1000, spent: 0 },
  });

  // It reveals both: one with a recent verdict, one after its mail host was queried. A lower limit is refused.
  const ids = [contactOf("Lovelace").id, contactOf("Hopper").id];
  expect(await mcp.refused("reveal_contacts", { ids, max_credits: 1 })).toMatchObject({
    code: "insufficient_credits",
    status: 402,
    required: 2,
    available: 1,
  });
  const revealed = RevealAnswer.parse(await mcp.use("reveal_contacts", { ids, max_credits: 2 }));
  expect(revealed).toMatchObject({
    data: [
      {
        status: "revealed",
        email: { address: "ada.lovelace@acme.deliverable.test" },
        charge: { credits: 1 },
      },
      {
        status: "revealed",
        email: { address: "grace.hopper@acme.deliverable.test" },
        charge: { credits: 1 },
      },
    ],
    credits: { charged: 2, available: 998 },
  });

  // It verifies an address: the mail host's reply, for a credit. A dead address is free. A repeated call under its key is the
  // same call.
  const alan = { email: "alan.turing@deliverable.test", idempotency_key: "alan" };
  const verified = await mcp.use("verify_email", alan);
  expect(verified).toMatchObject({
    verification: { email: { status: "valid", reason: "accepted" }, charge: { credits: 1 } },
    evidence: expect.arrayContaining([expect.objectContaining({ stage: "rcpt", code: 250 })]) as unknown,
    credits: { charged: 1, available: 997 },
    job: null,
  });
  expect(await mcp.use("verify_email", alan)).toEqual(verified);
  expect(await mcp.use("verify_email", { email: "nobody@deliverable.test" })).toMatchObject({
    verification: { email: { status: "invalid", reason: "mailbox_not_found" }, charge: null },
    why: expect.stringMatching(
      /^The mail host says that the mailbox does not exist\. .* answered: 550/,
    ) as unknown,
    evidence: expect.arrayContaining([expect.objectContaining({ stage: "rcpt", code: 550 })]) as unknown,
    credits: { charged: 0, available: 997 },
  });

  // It starts a job, which needs a limit, and a sufficient one.
  const rows = [
    { ref: "1", full_name: "Ada Lovelace", domain: "acme.deliverable.test" },
    { ref: "2", full_name: "Hedwig Marlowe", domain: "initech.deliverable.test" },
    { ref: "3", full_name: "Winifred Ashgrove", domain: "acme.deliverable.test" },
  ];
  expect(await mcp.refused("start_job", { kind: "enrich", rows })).toMatchObject({
    code: "validation_failed",
    status: 422,
    errors: [{ pointer: "/max_credits" }],
  });
  expect(await mcp.refused("start_job", { kind: "enrich", rows, max_credits: 2 })).toMatchObject({
    code: "insufficient_credits",
  });
  expect(await mcp.refused("job_status", { job_id: "job_of_somebody_else" })).toMatchObject({
    code: "not_found",
    status: 404,
    retryable: false,
  });
  const started = Job.parse(await mcp.use("start_job", { kind: "enrich", rows, max_credits: 3 }));
  expect(started).toMatchObject({ mode: "test", counts: { submitted: 3 } });

  // It polls until the job has ended: one was owned, one is new, one is dead; a credit.
  const ended = await waitFor("the end of the job", async () => {
    const job = Job.parse(await mcp.use("job_status", { job_id: started.id }));
    return job.ended_at !== null && job;
  });
  expect(ended).toMatchObject({
    status: "completed",
    counts: { by_status: { found: 2, not_found: 1 } },
    credits: { reserved: 0, captured: 1, released: 2, refunded: 0 },
  });

  // The sum: two revealed, one verified, one enriched.
  expect(Usage.parse(await mcp.use("usage"))).toMatchObject({
    mode: "test",
    credits: { granted: 1000, captured: 4, refunded: 0 },
    wallet: { granted: 1000, available: 996, reserved: 0, spent: 4 },
  });
});
