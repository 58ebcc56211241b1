import { z } from "zod";
import { exampleTimes } from "../example-world.ts";
import { timestamp } from "../scalar.ts";

export const CheckState = z.enum(["ok", "warning", "broken", "not_measured"]).meta({
  id: "CheckState",
  description:
    "`ok`: nothing to do. `warning`: it works, but some mail hosts will object or something is short. `broken`: verdicts cannot be trusted, or nothing works without it. `not_measured`: nothing to measure it with is configured, or no answer came.",
});
export type CheckState = z.infer<typeof CheckState>;

export const HealthCheck = z
  .object({
    name: z
      .string()
      .describe(
        "What was checked: `database`, `queues`, `workers`; of an egress `resolver`, `port_25`, `reverse_name`, `helo_name`, `sender_policy`, `return_path`, `block_lists`, `canaries`.",
      ),
    state: CheckState.describe("How bad it is; `fix` says what to do unless it is `ok`."),
    evidence: z.array(z.string()).describe("What was seen, in sentences."),
    fix: z
      .string()
      .nullable()
      .describe("What the operator can do about it, in one sentence. null where all is well."),
    settings: z.array(z.string()).describe("Environment variables that it is measured with or put right by."),
  })
  .meta({
    id: "HealthCheck",
    description: "One thing that was checked, what was seen, and what to do about it.",
  });
export type HealthCheck = z.infer<typeof HealthCheck>;

export const EgressHealth = z.enum(["yes", "no", "unmeasured"]).meta({
  id: "EgressHealth",
  description:
    "`no`: port 25, the block lists or the canaries are broken; nothing else makes it `no`. `yes`: one of them was measured and none is broken. `unmeasured`: none was.",
});
export type EgressHealth = z.infer<typeof EgressHealth>;

const exampleEgress = {
  egress: "203.0.113.7",
  address: "203.0.113.7",
  healthy: "no",
  since: exampleTimes.created,
  checked_at: exampleTimes.created,
  current: true,
  checks: [
    {
      name: "block_lists",
      state: "broken",
      evidence: ["203.0.113.7 is on bl.spamcop.net: 127.0.0.2."],
      fix: "Find out why 203.0.113.7 is listed, end it, and ask the list to take the address off.",
      settings: ["VERIFIER_BLOCK_LISTS", "VERIFIER_EGRESS_ADDRESS"],
    },
  ],
};

export const Egress = z
  .object({
    egress: z.string().describe("The address or proxy as it is configured; `default` where none is."),
    address: z
      .string()
      .nullable()
      .describe("The IP address that mail hosts see. null where it is not known."),
    healthy: EgressHealth.describe(
      "Whether verdicts that come from here can be trusted. Live jobs are held while no egress is healthy.",
    ),
    since: timestamp().describe("Since when `healthy` has been what it is."),
    checked_at: timestamp().nullable().describe("When the last audit ended. null: the first is under way."),
    current: z
      .boolean()
      .describe("Whether the last audit is recent enough to count. An older one holds no job."),
    checks: z.array(HealthCheck).describe("What the last audit checked. Empty before the first."),
  })
  .meta({
    id: "Egress",
    description:
      "A way out to mail hosts, as its last audit found it. It is audited every few minutes; no mail is sent.",
    examples: [exampleEgress],
  });
export type Egress = z.infer<typeof Egress>;

export const EgressList = z
  .object({ data: z.array(Egress).describe("Every egress that was in use within the last day, by name.") })
  .meta({
    id: "EgressList",
    description: "The ways out to mail hosts of this server.",
    examples: [{ data: [exampleEgress] }],
  });
export type EgressList = z.infer<typeof EgressList>;

export const Doctor = z
  .object({
    state: CheckState.describe("The worst of all checks, those of the egresses included."),
    checks: z.array(HealthCheck).describe("What the server itself needs: database, queues, workers."),
    egress: z.array(Egress).describe("Each egress with a recent audit. Empty without a database."),
  })
  .meta({
    id: "Doctor",
    description: "Everything that a server needs to work, checked one by one.",
    examples: [
      {
        state: "broken",
        checks: [
          {
            name: "database",
            state: "ok",
            evidence: ["PostgreSQL 18.1 answered in 2 ms.", "Its schema is this version's."],
            fix: null,
            settings: [],
          },
        ],
        egress: [exampleEgress],
      },
    ],
  });
export type Doctor = z.infer<typeof Doctor>;
