import type { SignUpOutcome } from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import { unknownInvitation } from "#routes/invitations/outcome.ts";
import { ApiError } from "#problem/api-error.ts";

/** What a refused sign-up answers. */
export function signupRefusal(refusal: Exclude<SignUpOutcome, { outcome: "signed_up" }>): ApiError {
  switch (refusal.outcome) {
    case "email_taken":
      return new ApiError("email_taken");
    case "unknown_invitation":
      return unknownInvitation("/invitation");
    case "invalid_email":
      return invalidEmail();
  }
}

export function invalidEmail(): ApiError {
  return validationFailed([
    {
      pointer: "/email",
      code: "invalid_email",
      message: "must be an email address, such as ada@example.com",
    },
  ]);
}
