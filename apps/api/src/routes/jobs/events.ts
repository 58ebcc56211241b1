import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "@winnow/contracts";
import { getJob, inPlace, type TenantActor } from "@winnow/core";
import { rateLimited } from "#middleware/rate-limit-headers.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { jobNotFound } from "#routes/jobs/outcome.ts";
import { defineRoute, type Call } from "#route.ts";

/** More than two updates a second nobody can read. */
const LOOK_EVERY_MS = 500;
/** Proxies close what is silent. */
const HEARTBEAT_MS = 15_000;
/** A watcher comes back with Last-Event-ID; so nobody holds a connection for ever. */
const STREAM_MS = 60 * 60_000;
const RECONNECT_MS = 2_000;

/**
 * A job's progress as Server-Sent Events (WHATWG HTML §9.2): `progress` with the job as data whenever it has changed, until
 * it has ended. Each event is the whole state, so that none has to be caught up with; its id tells whether it was seen.
 */
export const watchJob = defineRoute({
  method: "GET",
  path: "/v1/jobs/:id/events",
  access: "key",
  scopes: ["jobs:read"],
  produces: ["text/event-stream"],
  async handle(call) {
    const { api, context } = call;
    const first = await getJob(context, { jobId: jobIdOf(call.request) });
    if (first === undefined) throw jobNotFound();
    if (call.request.method === "HEAD") {
      call.response.type("text/event-stream").end();
      return;
    }
    const policy = { ...api.options.watchLimit, withinMs: STREAM_MS + HEARTBEAT_MS };
    const subject = `watch ${context.actor.organizationId}:${context.actor.mode}`;
    const watched = await inPlace(context, { policy, subject }, () => stream(call, first));
    if (watched.outcome === "too_many") throw rateLimited(policy.name, RECONNECT_MS / 1000);
  },
});

async function stream({ request, response, api, context }: Call<TenantActor>, first: Job): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const signal = AbortSignal.any([gone.signal, api.closing, AbortSignal.timeout(STREAM_MS)]);
  // Not to be compressed: a block that is not full would wait.
  response.set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform" });
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  let seen = request.get("last-event-id") ?? "";
  let silentSince = performance.now();
  for (let job: Job | undefined = first; job !== undefined;) {
    const id = stateOf(job);
    if (id !== seen) {
      response.write(`event: progress\nid: ${id}\ndata: ${JSON.stringify(job)}\n\n`);
      seen = id;
      silentSince = performance.now();
    } else if (performance.now() - silentSince > HEARTBEAT_MS) {
      response.write(":\n\n");
      silentSince = performance.now();
    }
    if (job.ended_at !== null) break;
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    job = await getJob(context, { jobId: first.id });
  }
  response.end();
}

/** Two states with the same name look the same. */
function stateOf({ status, counts, credits }: Job): string {
  return [status, counts.done, counts.pending, credits.captured, credits.refunded].join("-");
}
