import type { ProblemDetail } from "@winnow/contracts";
import { validationFailed } from "#body/validate.ts";

/**
 * Refuses text that PostgreSQL cannot hold (NUL, lone surrogates; JSON can carry both as escapes), wherever it stands.
 * @throws ApiError validation_failed pointing at each place.
 */
export function requireStorable(value: unknown): void {
  const errors = [...unstorable(value, "")];
  if (errors.length > 0) throw validationFailed(errors);
}

function* unstorable(value: unknown, pointer: string): Generator<ProblemDetail> {
  if (typeof value === "string") {
    if (value.includes("\0")) yield { pointer, code: "nul_byte", message: "holds a NUL character" };
    else if (!value.isWellFormed())
      yield { pointer, code: "invalid_unicode", message: "holds half a surrogate pair" };
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) yield* unstorable(member, `${pointer}/${key}`);
  }
}
