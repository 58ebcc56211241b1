import { randomUUID } from "node:crypto";
import {
  CreateJob,
  Job,
  JobKind,
  RevealAnswer,
  RowVerification,
  Usage,
  VerifyAnswer,
  VerifyEmail,
  Wallet,
} from "@winnow/contracts";
import {
  createJob,
  describePrice,
  getJob,
  quoteCredits,
  readUsage,
  readWallet,
  runSingle,
  showRow,
} from "@winnow/core";
import { z } from "zod";
import { requireScopes } from "#middleware/authenticate-tenant.ts";
import { inSingleCall } from "#middleware/single-call.ts";
import { defineTool, IdempotencyKey } from "#mcp/tool.ts";
import { ApiError } from "#problem/api-error.ts";
import { createRefusal, jobNotFound } from "#routes/jobs/outcome.ts";
import { presentVerification } from "#routes/single/verify.ts";

export const verifyTool = defineTool({
  name: "verify_email",
  title: "Verify an email address",
  description: ({ verify }) =>
    `Checks with the mail host whether an address accepts mail, and returns the evidence. Costs ${describePrice(verify)}; any other verdict is free. When the host is slow, the answer is a job: poll it with job_status.`,
  scopes: ["verify"],
  input: VerifyEmail.extend({ idempotency_key: IdempotencyKey }),
  output: z.object({
    verification: VerifyAnswer.nullable().describe("null while the mail host has not answered"),
    why: z.string().nullable().describe("the verdict in words"),
    evidence: RowVerification.shape.evidence.describe("what was sent to the mail host and what it replied"),
    credits: RevealAnswer.shape.credits.nullable().describe("null before anything is charged"),
    job: Job.nullable().describe("the job to poll with job_status when the host is slow"),
  }),
  readOnly: false,
  async run(call, { email, idempotency_key: idempotencyKey = randomUUID() }) {
    const { request, api, context } = call;
    const { singleWaitMs: waitMs } = api.options;
    const result = await inSingleCall(call, () =>
      runSingle(context, {
        kind: "verify",
        row: { email },
        idempotencyKey,
        requestId: String(request.id),
        watch: api.jobWatch,
        waitMs,
      }),
    );
    if (result.outcome === "refused") throw createRefusal(result);
    if (result.outcome === "pending") {
      return { verification: null, why: null, evidence: [], credits: null, job: result.job };
    }
    const { jobId, row, available } = result;
    const shown = await showRow(context, { jobId, row: row.row });
    const detail = shown.outcome === "shown" ? shown.row : undefined;
    return {
      verification: presentVerification(row),
      why: detail?.why ?? null,
      evidence: detail?.verifications.at(-1)?.evidence ?? [],
      credits: { charged: row.charge?.credits ?? 0, available },
      job: null,
    };
  },
});

export const quoteTool = defineTool({
  name: "quote_job",
  title: "Quote a job",
  description:
    "The most that a bulk job of this many rows can cost, and the available credits. Free. Rows without a usable result are never charged.",
  scopes: ["usage:read"],
  input: z.strictObject({ kind: JobKind, rows: z.int().min(1).max(100_000_000) }),
  output: z.object({ max_credits: z.number(), wallet: Wallet, affordable: z.boolean() }),
  readOnly: true,
  async run({ context }, { kind, rows }) {
    const wallet = await readWallet(context);
    const most = quoteCredits(context.prices[kind], rows);
    return { max_credits: most, wallet, affordable: most <= wallet.available };
  },
});

export const startJobTool = defineTool({
  name: "start_job",
  title: "Start a job",
  description:
    "Verify or enrich up to 10,000 rows in bulk. Reserves up to max_credits, which is mandatory, and charges only for usable results. Returns at once; poll it with job_status.",
  scopes: ["jobs:write"],
  input: z.strictObject({
    kind: JobKind,
    rows: CreateJob.shape.rows,
    max_credits: z.int().positive().max(1_000_000_000).describe("The job never reserves more than this."),
    callback_url: CreateJob.shape.callback_url,
    idempotency_key: IdempotencyKey,
  }),
  output: Job,
  readOnly: false,
  async run({ request, api, context }, { idempotency_key: idempotencyKey = randomUUID(), rows, ...chosen }) {
    requireScopes(context.actor, [chosen.kind]);
    const options = CreateJob.omit({ rows: true }).parse(chosen);
    if (options.callback_url !== undefined) {
      const checked = await api.callbackPolicy.check(options.callback_url);
      if (!checked.ok) throw new ApiError("validation_failed", { detail: checked.message });
    }
    const source = { type: "rows", rows } as const;
    const requestId = String(request.id);
    const created = await createJob(context, { options, source, idempotencyKey, requestId });
    if (created.outcome === "refused") throw createRefusal(created);
    return created.job;
  },
});

export const jobStatusTool = defineTool({
  name: "job_status",
  title: "Status of a job",
  description: "Progress of a job: counts by status and verdict, credits reserved and charged. Free.",
  scopes: ["jobs:read"],
  input: z.strictObject({ job_id: z.string().min(1).max(100) }),
  output: Job,
  readOnly: true,
  async run({ context }, { job_id: jobId }) {
    const job = await getJob(context, { jobId });
    if (job === undefined) throw jobNotFound();
    return job;
  },
});

export const usageTool = defineTool({
  name: "usage",
  title: "Usage and credits",
  description: "Usage by verdict since sign-up or since a time, and the wallet's balance. Free.",
  scopes: ["usage:read"],
  input: z.strictObject({ from: z.iso.datetime().optional() }),
  output: Usage,
  readOnly: true,
  run: ({ context }, query) => readUsage(context, query),
});
