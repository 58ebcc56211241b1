import { ApiError } from "#problem/api-error.ts";

/** The refusal of a cursor that is not from a page of this list. */
export function invalidCursor(): ApiError {
  return new ApiError("invalid_cursor", {
    errors: [
      {
        pointer: "/cursor",
        code: "invalid_cursor",
        message: "is not the next_cursor of a page of this list",
      },
    ],
  });
}
