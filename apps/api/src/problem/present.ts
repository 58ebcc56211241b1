import { errorCatalogue, type Problem } from "@winnow/contracts";
import type { ApiError } from "#problem/api-error.ts";

/** The body of an error answer (RFC 9457); the members of the table win over those of a code. */
export function presentProblem(
  error: ApiError,
  request: { readonly id: string; readonly docsUrl: string },
): Problem {
  const { status, title, retryable } = errorCatalogue[error.code];
  const docsUrl = `${request.docsUrl}#${error.code}`;
  return {
    ...error.members,
    type: docsUrl,
    title,
    status,
    detail: error.message,
    code: error.code,
    request_id: request.id,
    retryable,
    docs_url: docsUrl,
    ...(error.errors !== undefined && { errors: [...error.errors] }),
  };
}
