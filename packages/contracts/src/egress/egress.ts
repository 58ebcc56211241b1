import { z } from "zod";
import { exampleTimes } from "../example-world.ts";
import { timestamp } from "../scalar.ts";

export const CheckState = z.enum(["ok", "warning", "broken", "not_measured"]).meta({
  id: "CheckState",
  description:
    "`ok`: nothing to do. `warning`: it works, but some mail hosts will object or something is short. `broken`: verdicts cannot be trusted, or nothing works without it. `not_measured`: the settings that it needs are missing, or no answer came.",
});
export type CheckState = z.infer<typeof CheckState>;

export const HealthCheck = z
  .object({
    name: z
      .string()
      .describe(
        "What was checked: `database`, `queues`, `workers`; of an egress `resolver`, `port_25`, `reverse_name`, `helo_name`, `sender_policy`, `return_path`, `block_lists`, `canaries`.",
      ),
    state: CheckState.describe("The result; `fix` says what to do unless it is `ok`."),
    evidence: z.array(z.string()).describe("What the check observed, one sentence each."),
    fix: z
      .string()
      .nullable()
      .describe("What the operator can do about it, in one sentence. null when it is `ok`."),
    settings: z.array(z.string()).describe("Environment variables that the check uses or that correct it."),
  })
  .meta({
    id: "HealthCheck",
    description: "One check with its evidence and its fix.",
  });
export type HealthCheck = z.infer<typeof HealthCheck>;

export const EgressHealth = z.enum(["yes", "no", "unmeasured"]).meta({
  id: "EgressHealth",
  description:
    "`no`: port 25, the block lists or the canaries are broken; no other check makes it `no`. `yes`: at least one of them was measured and none is broken. `unmeasured`: none was.",
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
      fix: "Correct the reason for which 203.0.113.7 is listed, then request its removal from the list.",
      settings: ["VERIFIER_BLOCK_LISTS", "VERIFIER_EGRESS_ADDRESS"],
    },
  ],
};

export const Egress = z
  .object({
    egress: z.string().describe("The address or proxy as it is configured; `default` when none is."),
    address: z
      .string()
      .nullable()
      .describe("The IP address that mail hosts see. null where it is not known."),
    healthy: EgressHealth.describe(
      "Whether verdicts that come from here can be trusted. Live jobs are held while no egress is healthy.",
    ),
    since: timestamp().describe("When `healthy` got its current value."),
    checked_at: timestamp().nullable().describe("When the last audit ended. null: the first is running."),
    current: z
      .boolean()
      .describe("Whether the last audit is recent enough to count. An older one holds no job."),
    checks: z.array(HealthCheck).describe("What the last audit checked. Empty before the first."),
  })
  .meta({
    id: "Egress",
    description:
      "An address or proxy from which the workers reach mail hosts, with its last audit. It is audited every few minutes; no mail is sent.",
    examples: [exampleEgress],
  });
export type Egress = z.infer<typeof Egress>;

export const EgressList = z
  .object({ data: z.array(Egress).describe("Every egress that was in use within the last day, by name.") })
  .meta({
    id: "EgressList",
    description: "The egresses of this server to mail hosts.",
    examples: [{ data: [exampleEgress] }],
  });
export type EgressList = z.infer<typeof EgressList>;

export const Doctor = z
  .object({
    state: CheckState.describe("The worst of all checks, including those of the egresses."),
    checks: z.array(HealthCheck).describe("Checks of the server itself: database, queues, workers."),
    egress: z.array(Egress).describe("Each egress with a recent audit. Empty without a database."),
  })
  .meta({
    id: "Doctor",
    description: "The checks of a server and of its egresses.",
    examples: [
      {
        state: "broken",
        checks: [
          {
            name: "database",
            state: "ok",
            evidence: ["PostgreSQL 18.1 answered in 2 ms.", "Its schema is current."],
            fix: null,
            settings: [],
          },
        ],
        egress: [exampleEgress],
      },
    ],
  });
export type Doctor = z.infer<typeof Doctor>;
