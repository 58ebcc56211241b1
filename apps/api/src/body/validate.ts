import type { ProblemDetail } from "@winnow/contracts";
import type { z } from "zod";
import { ApiError } from "#problem/api-error.ts";

const ERRORS_MAX = 100;

/**
 * Checks a parsed body or query. Each mistake has a pointer as in RFC 6901: `/rows/0/email`, `/limit`.
 * @throws ApiError validation_failed with one entry per mistake, at most 100.
 */
export function validateInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw validationFailed(parsed.error.issues.flatMap(detailsOf));
}

/** The refusal that lists `errors`. */
export function validationFailed(errors: readonly ProblemDetail[]): ApiError {
  const [first] = errors;
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : "";
  return new ApiError("validation_failed", {
    detail:
      first === undefined
        ? "The request is not valid."
        : `${first.pointer || "The body"}: ${first.message.replace(/\.$/, "")}${more}.`,
    errors: errors.slice(0, ERRORS_MAX),
  });
}

/**
 * Each unknown field is reported with its own pointer. Of alternatives, the one with the fewest mistakes is taken for the one
 * that was meant.
 */
function detailsOf(issue: z.core.$ZodIssue): ProblemDetail[] {
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const alternatives = issue.errors.map((issues) =>
      issues.flatMap((each) => detailsOf({ ...each, path: [...issue.path, ...each.path] })),
    );
    const [closest] = alternatives.toSorted((a, b) => a.length - b.length);
    if (closest !== undefined && closest.length > 0) return closest;
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: pointerTo([...issue.path, key]),
      code: "unknown_member",
      message: "is an unknown field",
    }));
  }
  return [{ pointer: pointerTo(issue.path), code: codeOf(issue), message: issue.message }];
}

/** A rule that the contracts add to those of zod has its code in `params`. */
function codeOf(issue: z.core.$ZodIssue): string {
  const named: unknown = issue.code === "custom" ? issue.params?.["code"] : undefined;
  return typeof named === "string" ? named : issue.code;
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
