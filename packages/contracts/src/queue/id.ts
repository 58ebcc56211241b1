import { z } from "zod";

/**
 * An id inside a queue payload: letters, digits, `_` and `-`, at most 100.
 * It is narrow because payload ids become part of message ids, where `:` and `.` are reserved, and because PostgreSQL refuses
 * NUL and lone surrogates: one such message would reject a whole batch.
 */
export const QueueId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'expected letters, digits, "_" or "-", at most 100');
