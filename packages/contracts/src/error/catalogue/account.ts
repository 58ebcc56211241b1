import type { ErrorDefinition } from "./definition.ts";

/** Refusals of people who sign up or sign in, of operators and of signed hooks. */
export const accountErrors = {
  invalid_credentials: {
    status: 401,
    title: "The email or the password is wrong",
    retryable: false,
    cause: "No member has this email with this password.",
    hint: "Check both. If the password is lost, an owner of the organization can remove the member and invite the same email again.",
  },
  session_required: {
    status: 401,
    title: "No valid session was sent",
    retryable: false,
    cause: "The call needs a session, and the request has no session cookie or one that has ended.",
    hint: "Sign in with POST /v1/session, and send the cookie that it sets.",
  },
  invalid_operator_token: {
    status: 401,
    title: "The operator token is missing or wrong",
    retryable: false,
    cause: "The call is for the operator of the server, and the request does not carry the operator token.",
    hint: 'Send WINNOW_OPERATOR_TOKEN as "Authorization: Bearer …", or as the password of HTTP Basic.',
  },
  invalid_signature: {
    status: 401,
    title: "The signature is missing, wrong or too old",
    retryable: false,
    cause:
      "The body of the hook is not signed, was signed with another secret, was changed after signing or was signed more than five minutes ago.",
    hint: "Sign the body as Standard Webhooks specifies, with the secret of this hook, and send it within five minutes.",
  },
  insufficient_role: {
    status: 403,
    title: "Your role does not allow this",
    retryable: false,
    cause: "The signed-in member has a role that may not make this call.",
    hint: "Ask an owner of your organization to make the call or to change your role.",
  },
  cross_site_request: {
    status: 403,
    title: "Another site sent this request",
    retryable: false,
    cause: "A page of another origin sent the request with the session cookie of this server.",
    hint: "Use sessions from pages of this server only. Programs use an API key.",
  },
  signup_closed: {
    status: 403,
    title: "This server does not accept sign-ups",
    retryable: false,
    cause: "The operator closed the sign-up of this server.",
    hint: "Ask the operator of the server for a key, or a member of an organization for an invitation.",
  },
  organization_suspended: {
    status: 403,
    title: "The organization is suspended",
    retryable: false,
    cause: "The operator of the server suspended the organization to which the key or the session belongs.",
    hint: "Write to the operator of the server.",
  },
  last_owner: {
    status: 409,
    title: "An organization keeps at least one owner",
    retryable: false,
    cause: "The call would remove the only owner of the organization or take away that owner's role.",
    hint: "Give another member the role owner first.",
  },
  email_taken: {
    status: 409,
    title: "This email already has an account",
    retryable: false,
    cause: "A member of an organization on this server already uses the email.",
    hint: "Sign in, or sign up with another email.",
  },
} as const satisfies Record<string, ErrorDefinition>;
