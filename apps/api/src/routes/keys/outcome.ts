import type { CreateKeyOutcome, RollKeyOutcome } from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";

/** Another organization's key is answered like an unknown one. */
export function keyNotFound(): ApiError {
  return new ApiError("not_found", { detail: "There is no key with this id." });
}

/** The answer of a refused key. */
export function createKeyRefusal(refusal: Exclude<CreateKeyOutcome, { outcome: "created" }>): ApiError {
  switch (refusal.outcome) {
    case "caller_ended":
      return callerEnded();
    case "scope_not_held":
      return new ApiError("insufficient_scope", {
        detail: `A key can give only its own scopes: the calling key lacks the scope "${refusal.scope}".`,
        members: { required: refusal.scope },
      });
    case "capped":
      return new ApiError("insufficient_scope", {
        detail: "A key with a ceiling cannot create keys, because each of them would have its own ceiling.",
      });
    case "invalid_address":
      return invalid(
        `/allowed_addresses/${refusal.index}`,
        "invalid_address",
        "must be an IP address or a network, such as 203.0.113.7 or 2001:db8::/32",
      );
    case "wider_than_caller":
      return invalid("/allowed_addresses", "wider_than_caller", "must be within those of the calling key");
    case "outlives_caller":
      return invalid("/expires_at", "outlives_caller", "must not be later than that of the calling key");
    case "in_the_past":
      return invalid("/expires_at", "in_the_past", "must be in the future");
    case "too_many":
      return invalid(
        "",
        "too_many_keys",
        "The organization has 1,000 live keys in this mode: revoke some first.",
      );
  }
}

const WIDER = {
  capped: "A key with a ceiling can roll only itself, because its ceiling does not limit another key.",
  wider_than_caller:
    "A key can roll itself and keys with at most its rights: this key may be used from more addresses.",
  outlives_caller: "A key can roll itself and keys with at most its rights: this key expires later.",
} as const;

/** The answer of a refused roll. */
export function rollKeyRefusal(refusal: Exclude<RollKeyOutcome, { outcome: "rolled" }>): ApiError {
  switch (refusal.outcome) {
    case "caller_ended":
      return callerEnded();
    case "scope_not_held":
      return new ApiError("insufficient_scope", {
        detail: `A key can roll itself and keys with at most its rights: the calling key lacks the scope "${refusal.scope}".`,
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
        detail: "The key was revoked and cannot get a new token. Create another key.",
      });
  }
}

/** The caller was removed or revoked after it had been authenticated. */
function callerEnded(): ApiError {
  return new ApiError("revoked_key", {
    detail: "The caller was removed or revoked during this call. Nothing was made.",
  });
}

function invalid(pointer: string, code: string, message: string): ApiError {
  return validationFailed([{ pointer, code, message }]);
}
