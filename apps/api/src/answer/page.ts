import { ApiError } from "#problem/api-error.ts";

/** The refusal of a cursor that no list of ours gave. */
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
