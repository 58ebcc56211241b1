import { validationFailed } from "#body/validate.ts";
import type { ApiError } from "#problem/api-error.ts";

/** Unknown, revoked, used, expired, or for another email: the answer is the same, so that a stranger learns nothing. */
export function unknownInvitation(pointer: "/token" | "/invitation"): ApiError {
  return validationFailed([
    {
      pointer,
      code: "unknown_invitation",
      message: "must be the token of an open invitation for this email",
    },
  ]);
}
