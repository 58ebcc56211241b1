import { ApiError } from "#problem/api-error.ts";

/** The refusal of a body that is longer, after decompression, than `limitBytes`. */
export function payloadTooLarge(limitBytes: number): ApiError {
  return new ApiError("payload_too_large", {
    detail: `The body is longer than ${limitBytes} bytes.`,
    members: { limit_bytes: limitBytes },
  });
}

/** The refusal of a compressed body that becomes more than `ratio` times as long. */
export function inflatesTooMuch(ratio: number): ApiError {
  return new ApiError("payload_too_large", {
    detail: `The body inflates to more than ${ratio} times its size. Send it uncompressed.`,
  });
}
