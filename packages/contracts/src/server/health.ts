import { z } from "zod";

export const Liveness = z
  .object({
    status: z.literal("ok").describe("The process answers. `GET /readyz` tells whether it can serve calls."),
  })
  .meta({ id: "Liveness", description: "The process is alive.", examples: [{ status: "ok" }] });
export type Liveness = z.infer<typeof Liveness>;

export const ReadinessCheck = z
  .object({
    ok: z.boolean().describe("Whether it answered within 2 seconds."),
    problem: z.string().optional().describe("What is missing, in words. Absent where `ok` is true."),
  })
  .meta({ id: "ReadinessCheck", description: "One dependency of calls." });
export type ReadinessCheck = z.infer<typeof ReadinessCheck>;

export const ReadinessChecks = z
  .object({
    database: ReadinessCheck.describe("Whether PostgreSQL answers."),
    migrations: ReadinessCheck.describe(
      "Whether the schema is that of this version; otherwise the missing migrations are named.",
    ),
    queues: ReadinessCheck.describe("Whether workers can be notified."),
  })
  .meta({
    id: "ReadinessChecks",
    description: "The three dependencies of a call, each with its own result.",
  });
export type ReadinessChecks = z.infer<typeof ReadinessChecks>;

const ok = { ok: true };

export const Readiness = z
  .object({
    status: z
      .literal("ready")
      .describe("Calls can be served. Otherwise the answer is 503 `unavailable`, with the same `checks`."),
    checks: ReadinessChecks.describe("Each check; all of them are `ok` here."),
  })
  .meta({
    id: "Readiness",
    description: "The server can answer calls.",
    examples: [{ status: "ready", checks: { database: ok, migrations: ok, queues: ok } }],
  });
export type Readiness = z.infer<typeof Readiness>;
