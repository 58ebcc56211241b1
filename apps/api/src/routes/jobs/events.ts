import { once } from "node:events";
import { JobEvent, type Job } from "@winnow/contracts";
import { getJob, withSlot, type TenantActor } from "@winnow/core";
import { rateLimited } from "#limit/rate-limit-headers.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { jobNotFound } from "#routes/jobs/outcome.ts";
import type { Call } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

/** Proxies close silent connections. */
const HEARTBEAT_MS = 15_000;
/**
 * A caller that follows a job for longer reconnects with Last-Event-ID and authenticates again, so a revoked key stops seeing
 * the job after this time. The slot of a stream whose process was killed is also taken this long.
 */
const STREAM_MS = 5 * 60_000;
const RECONNECT_MS = 2_000;

/**
 * A job's progress as Server-Sent Events (WHATWG HTML §9.2). Each `progress` event has the whole job as its data. It is sent
 * after each change until the job has ended, and every few seconds while it runs, so that its estimate stays true. The event's
 * id identifies the state without the estimate, which changes with time alone. A caller that has seen the last state receives
 * 204, which tells a browser not to reconnect.
 */
export const watchJob = defineRoute({
  id: "watchJob",
  tag: "Jobs",
  summary: "Follow a job's progress",
  description:
    "Server-Sent Events until the job has ended: each `progress` event has the whole job as its data. A stream ends after five minutes; reconnect with `Last-Event-ID` to continue without a repetition.",
  method: "GET",
  path: "/v1/jobs/:id/events",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
  },
  access: "key",
  scopes: ["jobs:read"],
  answers: {
    200: {
      description: "The events.",
      media: {
        "text/event-stream": {
          description:
            "Server-Sent Events. The data of a `progress` event is a Job; lines that begin with a colon keep the connection open.",
          event: JobEvent,
          example:
            'retry: 2000\n\nevent: progress\nid: running-1-2-1-0\ndata: {"id":"job_01kaqvc7h2n5q8t1w4z7b0e3gk","status":"running"}\n\n',
        },
      },
    },
    204: {
      description: "The job has ended, and `Last-Event-ID` names its last state: no event follows.",
    },
  },
  errors: ["not_found"],
  async handle(call) {
    const { api, context } = call;
    const first = await getJob(context, { jobId: jobIdOf(call.request) });
    if (first === undefined) throw jobNotFound();
    if (call.request.method === "HEAD") {
      call.response.type("text/event-stream").end();
      return undefined;
    }
    if (first.ended_at !== null && stateOf(first) === call.request.get("last-event-id")) {
      return { status: 204 };
    }
    const policy = { ...api.options.watchLimit, withinMs: STREAM_MS + HEARTBEAT_MS };
    const subject = `watch ${context.actor.organizationId}:${context.actor.mode}`;
    const watched = await withSlot(context, { policy, subject }, () => stream(call, first));
    if (watched.outcome === "too_many") throw rateLimited(policy.name, RECONNECT_MS / 1000);
    return undefined;
  },
});

async function stream({ request, response, api }: Call<TenantActor>, first: Job): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  // The caller disconnected while the job was read.
  if (response.destroyed) return;
  const signal = AbortSignal.any([gone.signal, api.closing, AbortSignal.timeout(STREAM_MS)]);
  // Not compressed, because a compressor would buffer small events.
  response.set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform" });
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  let seen = request.get("last-event-id");
  let progress: string | undefined;
  const show = async (job: Job) => {
    const id = stateOf(job);
    const told = JSON.stringify(job.progress);
    // A reconnected caller has seen this state; an open stream also receives a changed estimate.
    if (id === seen && (progress === undefined || progress === told)) {
      progress ??= told;
      return;
    }
    seen = id;
    progress = told;
    const read = response.write(`event: progress\nid: ${id}\ndata: ${JSON.stringify(job)}\n\n`);
    // States are not queued for a slow reader: it misses those in between.
    if (!read) await once(response, "drain", { signal });
  };
  const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS);
  try {
    await show(first);
    if (first.ended_at !== null) return;
    for await (const job of api.jobProgress.follow(first.id, signal)) await show(job);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

/** Two states with the same name look the same. */
function stateOf({ status, counts, credits }: Job): string {
  return [status, counts.done, counts.pending, credits.captured, credits.refunded].join("-");
}
