import type { SignUpOutcome } from "@winnow/core";
import { invalidEmail } from "#body/invalid-email.ts";
import { weakPassword } from "#body/weak-password.ts";
import { unknownInvitation } from "#routes/invitations/outcome.ts";
import { ApiError } from "#problem/api-error.ts";

/** The answer of a refused sign-up. */
export function signupRefusal(refusal: Exclude<SignUpOutcome, { outcome: "signed_up" }>): ApiError {
  switch (refusal.outcome) {
    case "email_taken":
      return new ApiError("email_taken");
    case "unknown_invitation":
      return unknownInvitation("/invitation");
    case "weak_password":
      return weakPassword("/password");
    case "invalid_email":
      return invalidEmail();
  }
}
