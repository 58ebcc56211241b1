import type { CreateKeyOutcome, RollKeyOutcome } from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";

/** Somebody else's key and no key at all are the same to a caller. */
export function keyNotFound(): ApiError {
  return new ApiError("not_found", { detail: "There is no key with this id." });
}

/** What a refused key answers. */
export function createKeyRefusal(refusal: Exclude<CreateKeyOutcome, { outcome: "created" }>): ApiError {
  switch (refusal.outcome) {
    case "scope_not_held":
      return new ApiError("insufficient_scope", {
        detail: `A key can only give what it has: the calling key lacks the scope "${refusal.scope}".`,
        members: { required: refusal.scope },
      });
    case "capped":
      return new ApiError("insufficient_scope", {
        detail: "A key with a ceiling makes no keys: each of them would have a ceiling of its own.",
      });
    case "invalid_address":
      return invalid(
        `/allowed_addresses/${refusal.index}`,
        "invalid_address",
        "must be an IP address or a network, such as 203.0.113.7 or 2001:db8::/32",
      );
    case "wider_than_caller":
      return invalid("/allowed_addresses", "wider_than_caller", "must lie within those of the calling key");
    case "outlives_caller":
      return invalid("/expires_at", "outlives_caller", "must not be later than that of the calling key");
    case "in_the_past":
      return invalid("/expires_at", "in_the_past", "must lie in the future");
    case "too_many":
      return invalid(
        "",
        "too_many_keys",
        "The organization has 1,000 live keys in this mode: revoke some first.",
      );
  }
}

const WIDER = {
  capped: "A key with a ceiling rolls itself only: another key is not bound by its ceiling.",
  wider_than_caller: "A key rolls itself and keys that can do no more: this one works from more addresses.",
  outlives_caller: "A key rolls itself and keys that can do no more: this one ends later.",
} as const;

/** What a refused roll answers. */
export function rollKeyRefusal(refusal: Exclude<RollKeyOutcome, { outcome: "rolled" }>): ApiError {
  switch (refusal.outcome) {
    case "scope_not_held":
      return new ApiError("insufficient_scope", {
        detail: `A key rolls itself and keys that can do no more: the calling key lacks the scope "${refusal.scope}".`,
        members: { required: refusal.scope },
      });
    case "capped":
    case "wider_than_caller":
    case "outlives_caller":
      return new ApiError("insufficient_scope", { detail: WIDER[refusal.outcome] });
    case "not_found":
      return keyNotFound();
    case "revoked":
      return new ApiError("key_state_conflict", {
        detail: "The key was revoked: it gets no new token. Create another key.",
      });
  }
}

function invalid(pointer: string, code: string, message: string): ApiError {
  return validationFailed([{ pointer, code, message }]);
}
