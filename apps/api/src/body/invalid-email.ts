import { validationFailed } from "#body/validate.ts";
import type { ApiError } from "#problem/api-error.ts";

/** The member `email` of a body is not an address. */
export function invalidEmail(): ApiError {
  return validationFailed([
    {
      pointer: "/email",
      code: "invalid_email",
      message: "must be an email address, such as ada@example.com",
    },
  ]);
}
