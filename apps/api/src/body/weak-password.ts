import { validationFailed } from "#body/validate.ts";
import type { ApiError } from "#problem/api-error.ts";

/** A new password is among the first that a guesser tries. @param pointer the field that holds it. */
export function weakPassword(pointer: string): ApiError {
  return validationFailed([
    {
      pointer,
      code: "weak_password",
      message:
        "is among the first passwords that a guesser tries: choose one that is not common, not a repetition and not your email",
    },
  ]);
}
