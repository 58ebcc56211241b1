import { validationFailed } from "#body/validate.ts";
import type { ApiError } from "#problem/api-error.ts";

/** The refusal of a body whose field `email` is not an address. */
export function invalidEmail(): ApiError {
  return validationFailed([
    {
      pointer: "/email",
      code: "invalid_email",
      message: "must be an email address, such as ada@example.com",
    },
  ]);
}
