import type { Job } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import type { TenantActor } from "#context.ts";
import { claimIdempotencyKey } from "#idempotency/claim.ts";
import { Refused } from "#refusal.ts";

/** @returns the first answer under the key, if there was one. @throws Refused while it is being made. */
export async function findAnswer(transaction: Connection, actor: TenantActor, key: string) {
  const claim = await claimIdempotencyKey(transaction, actor, key);
  if (claim.outcome === "free") return undefined;
  if (claim.outcome === "answered") return claim.earlier;
  throw new Refused({
    code: "idempotency_in_progress",
    detail: "A request with this Idempotency-Key is being answered right now.",
  });
}

/** The first answer once more, for the same request. @throws Refused for another one under the same key. */
export function replay(
  earlier: DatabaseOutput<"idempotency_keys">,
  fingerprint: Buffer,
): { readonly outcome: "replayed"; readonly job: Job } {
  if (fingerprint.equals(earlier.fingerprint)) return { outcome: "replayed", job: earlier.answer as Job };
  throw new Refused({
    code: "idempotency_key_reused",
    detail: "This Idempotency-Key was used within the last 24 hours with another body or other options.",
  });
}
