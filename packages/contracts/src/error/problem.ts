import { z } from "zod";

/** One mistake in a request: where (JSON pointer, query or header name, or `line N`), what, and in words. */
export const ProblemDetail = z.object({
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
});
export type ProblemDetail = z.infer<typeof ProblemDetail>;

/** An error answer, `application/problem+json` (RFC 9457). Codes may add members of their own. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  retryable: z.boolean(),
  docs_url: z.string(),
  errors: z.array(ProblemDetail).optional(),
});
export type Problem = z.infer<typeof Problem>;
