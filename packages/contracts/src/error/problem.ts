import { z } from "zod";
import { exampleIds } from "../example-world.ts";

export const ProblemDetail = z
  .object({
    pointer: z
      .string()
      .describe(
        "Where the mistake is: a JSON Pointer (RFC 6901) such as `/rows/0/email`, `/` and the name of a query parameter, or `line 17` of a CSV. Empty for the body as a whole.",
      ),
    code: z
      .string()
      .describe(
        "The kind of mistake, for programs: `unknown_member`, `too_big`, `invalid_value`… More may follow.",
      ),
    message: z.string().describe("What is wrong, in words, for the person who repairs it."),
  })
  .meta({ id: "ProblemDetail", description: "One mistake in a request." });
export type ProblemDetail = z.infer<typeof ProblemDetail>;

const documentation = "https://winnow.example.com/docs/errors#validation_failed";

export const Problem = z
  .looseObject({
    type: z.string().meta({
      format: "uri-reference",
      description:
        "Identifies the kind of error (RFC 9457): the place in this server's documentation that explains the code.",
    }),
    title: z.string().describe("The kind of error in a few words, the same each time."),
    status: z.int().meta({
      minimum: undefined,
      maximum: undefined,
      format: "int32",
      description: "The HTTP status of the answer, repeated for programs that see the body alone.",
    }),
    detail: z.string().describe("What went wrong this time, and what to do about it."),
    code: z
      .string()
      .describe(
        "What programs branch on; it never changes its meaning. `GET /docs/errors` explains every code; more may follow.",
      ),
    request_id: z
      .string()
      .describe(
        "The `Request-Id` of the call, `req_…` or the caller's own. The server's logs name it: quote it to the operator.",
      ),
    retryable: z
      .boolean()
      .describe(
        "Whether the same request may succeed later without a change. Wait for `Retry-After` where it is sent.",
      ),
    docs_url: z.string().meta({
      format: "uri-reference",
      description: "Where a person reads about the code; the same as `type`.",
    }),
    errors: z
      .array(ProblemDetail)
      .optional()
      .describe("Each mistake with its place, at most 100. Absent where the request as such was in order."),
  })
  .meta({
    id: "Problem",
    description:
      "An error answer, `application/problem+json` (RFC 9457). Some codes add fields: `required`, `available` and `shortfall` (credits, or the scope, role or media type that is needed or offered), `policy` and `retry_after` (seconds), `limit_bytes`, `limit_rows`, `candidates` (columns), `field`, `line`, `job_id`, `job_status`, `results_deleted_at`, `supported` (media types), `size`, `address`, `checks`.",
    examples: [
      {
        type: documentation,
        title: "The request does not have the right shape",
        status: 422,
        detail: "/max_credits: Too small: expected number to be >=1.",
        code: "validation_failed",
        request_id: exampleIds.request,
        retryable: false,
        docs_url: documentation,
        errors: [
          { pointer: "/max_credits", code: "too_small", message: "Too small: expected number to be >=1" },
        ],
      },
    ],
  });
export type Problem = z.infer<typeof Problem>;
