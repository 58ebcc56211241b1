import type { ProblemDetail } from "@winnow/contracts";
import { validationFailed } from "#body/validate.ts";

/**
 * Refuses text that PostgreSQL cannot store (NUL, lone surrogates; JSON can carry both as escapes), at any depth.
 * @param free fields of `value` that are not checked.
 * @throws ApiError validation_failed with a pointer to each place.
 */
export function requireStorable(value: unknown, free: readonly string[] = []): void {
  const looked =
    typeof value === "object" && value !== null && free.length > 0
      ? Object.fromEntries(Object.entries(value).filter(([name]) => !free.includes(name)))
      : value;
  const errors = [...unstorable(looked, "")];
  if (errors.length > 0) throw validationFailed(errors);
}

function* unstorable(value: unknown, pointer: string): Generator<ProblemDetail> {
  if (typeof value === "string") {
    if (value.includes("\0")) yield { pointer, code: "nul_byte", message: "contains a NUL character" };
    else if (!value.isWellFormed())
      yield { pointer, code: "invalid_unicode", message: "contains half a surrogate pair" };
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) yield* unstorable(member, `${pointer}/${key}`);
  }
}
