import { Doctor, type Egress } from "@winnow/contracts";
import { readEgresses } from "@winnow/core";
import { withTimeout } from "@winnow/runtime/within";
import { worstOf } from "#doctor/check.ts";
import { examineDatabase } from "#doctor/database.ts";
import { examineQueues } from "#doctor/queues.ts";
import { examineWorkers } from "#doctor/workers.ts";
import type { Api } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

const READ_WITHIN_MS = 3_000;

/** Checks everything that the server needs. Answers 200 whatever it finds: the answer has the state. */
export const showDoctor = defineRoute({
  id: "showDoctor",
  tag: "Server",
  summary: "Check everything that the server needs",
  description: "Each check has its evidence, and a fix when it fails.",
  method: "GET",
  path: "/ops/api/doctor",
  access: "operator",
  answers: { 200: { description: "The checks.", json: Doctor } },
  async handle({ api }) {
    const [egress, ...checks] = await Promise.all([
      readCurrent(api),
      examineDatabase(api),
      examineQueues(api),
      examineWorkers(api),
    ]);
    const all = [...checks, ...egress.flatMap((one) => one.checks)];
    const answer: Doctor = { state: worstOf(all.map(({ state }) => state)), checks, egress };
    return { status: 200, json: answer };
  },
});

/** The egresses that are audited. Without the database there are none, and the check of the database says why. */
async function readCurrent({ database }: Api): Promise<Egress[]> {
  try {
    const egresses = await withTimeout(readEgresses(database.kysely), READ_WITHIN_MS);
    return egresses.filter(({ current }) => current);
  } catch {
    return [];
  }
}
