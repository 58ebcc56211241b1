import { validationFailed } from "#body/validate.ts";
import type { ApiError } from "#problem/api-error.ts";

/** None, taken back, used up, over, or for another email: a stranger learns nothing more. */
export function unknownInvitation(pointer: "/token" | "/invitation"): ApiError {
  return validationFailed([
    {
      pointer,
      code: "unknown_invitation",
      message: "must be the token of an open invitation for this email",
    },
  ]);
}
