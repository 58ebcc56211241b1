import type {
  CallBook,
  EnrichmentProvider,
  Finding,
  FindOptions,
  PlannedCall,
  Question,
} from "@winnow/contracts";
import {
  BrokenCircuitError,
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhenResult,
} from "cockatiel";
import type { CallAnswer, PaidProvider, RefusalReason } from "#paid-provider.ts";

/** An error of a service, in its own words: for the operator, never for customers. */
export type ReportTrouble = (trouble: {
  readonly provider: string;
  readonly reason: string;
  readonly detail: string;
}) => void;

const NEVER = new AbortController().signal;

/** Temporary reasons. */
const PASSING: ReadonlySet<RefusalReason> = new Set(["rate_limited", "unavailable"]);
const TOLD: Readonly<Record<RefusalReason, string>> = {
  rate_limited: "the service limits the rate of calls at the moment",
  unavailable: "the service is out of reach",
  unauthorized: "the service does not accept this server",
  out_of_credits: "this server's account at the service has no credits left",
  bad_request: "the service refused the call about this person",
};

/**
 * A paid service as a step of the waterfall. Each call is committed as an intent, made, and settled (CallBook), so that one call
 * is made for a row, whatever crashes. The terms limit concurrent calls and repeated failures in this process: after
 * `breaker.failures` failures in a row, it makes no call for `breaker.openMs`.
 */
export function createPaidStep(service: PaidProvider, report: ReportTrouble): EnrichmentProvider {
  const { terms } = service;
  const trouble = handleWhenResult((result) => isTrouble(result as CallAnswer));
  const breaker = circuitBreaker(trouble, {
    halfOpenAfter: terms.breaker.openMs,
    breaker: new ConsecutiveBreaker(terms.breaker.failures),
  });
  const turns = bulkhead(terms.concurrency, Number.MAX_SAFE_INTEGER);

  /** The intent is committed just before its call, so that a crash of the worker leaves the queued calls untouched. */
  async function ask(planned: PlannedCall, calls: CallBook): Promise<Finding> {
    const before = await calls.intend({ name: service.name, ...terms }, planned);
    if (before.state === "answered") return findingOf(before.answer as CallAnswer);
    if (before.state === "unknown" && terms.afterUnknown === "give_up") return unknownOutcome;
    const answer = await callGuarded(planned);
    await calls.settle({
      key: planned.key,
      outcome: answer.outcome,
      charged: "charged" in answer && answer.charged,
      answer,
    });
    if ("reason" in answer || answer.outcome === "unknown") {
      const reason = "reason" in answer ? answer.reason : "unknown";
      report({ provider: service.name, reason, detail: answer.detail });
    }
    return findingOf(answer);
  }

  async function callGuarded({ person, key }: PlannedCall): Promise<CallAnswer> {
    try {
      // A started call is not aborted: it would be paid for without a result. It has its own time-out.
      return await breaker.execute(() => service.call(person, { idempotencyKey: key, signal: NEVER }));
    } catch (error) {
      if (error instanceof BrokenCircuitError) return notMade(terms.breaker.openMs);
      throw error;
    }
  }

  return {
    name: service.name,
    async find(questions: readonly Question[], { mode, signal, calls }: FindOptions): Promise<Finding[]> {
      if (!service.modes.includes(mode)) {
        return questions.map(() => ({ outcome: "skipped", detail: `is not called under ${mode} keys` }));
      }
      if (calls === undefined) throw new Error(`${service.name} needs a call book`);
      const missing = questions.map(({ person }) => service.missing(person));
      const planned = questions.map(({ reference, person }) => ({
        key: `${reference}:${service.name}:find`,
        person,
      }));
      const asked = planned.filter((_, index) => missing[index] === undefined);
      // All calls are settled before the error of one is thrown.
      const settled = await Promise.allSettled(
        asked.map((one) =>
          turns.execute(() => {
            signal?.throwIfAborted();
            return ask(one, calls);
          }),
        ),
      );
      signal?.throwIfAborted();
      const findings = new Map<PlannedCall, Finding>();
      for (const [index, outcome] of settled.entries()) {
        if (outcome.status === "rejected") throw outcome.reason;
        findings.set(asked[index]!, outcome.value);
      }
      return planned.map((one, index) => {
        const why = missing[index];
        return why === undefined ? findings.get(one)! : { outcome: "not_found", detail: why };
      });
    },
  };
}

function isTrouble(answer: CallAnswer): boolean {
  return answer.outcome === "unknown" || (answer.outcome === "refused" && answer.reason !== "bad_request");
}

/** No request was sent: the intent is withdrawn. */
function notMade(retryAfterMs: number): CallAnswer {
  const detail = "not called: it failed too often in a row";
  return { outcome: "refused", reason: "unavailable", retryAfterMs, detail };
}

const unknownOutcome: Finding = {
  outcome: "failed",
  detail: "an earlier call broke off and may have been billed; it is not repeated",
};

function findingOf(answer: CallAnswer): Finding {
  switch (answer.outcome) {
    case "found":
      return { outcome: "found", emails: answer.emails, contact: answer.contact };
    case "not_found":
      return { outcome: "not_found", detail: answer.detail };
    case "unknown":
      return { outcome: "failed", detail: "the service gave no usable answer; it is not called again" };
    case "refused": {
      const { reason, retryAfterMs = 60_000 } = answer;
      const passing = PASSING.has(reason) && { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
      return { outcome: "failed", detail: TOLD[reason], ...passing };
    }
  }
}
