import type { Shape } from "#http/transport.ts";

/** The fields that this client itself reads of an answer; all others are passed on. */

const isText = (value: unknown): value is string => typeof value === "string";

export const JOB: Shape = {
  what: "a job",
  has: ({ id, ended_at: endedAt }) => isText(id) && (endedAt === null || isText(endedAt)),
};

export const LIST: Shape = { what: '"data"', has: ({ data }) => Array.isArray(data) };

/** The page at a cursor. A cursor that leads to itself would never end. */
export const pageAfter = (cursor: string | undefined): Shape => ({
  what: '"data" and a "next_cursor" that leads on',
  has: ({ data, next_cursor: next }) =>
    Array.isArray(data) && (next === null || (isText(next) && next !== cursor)),
});

/** A page of events; the next one begins after its last event. */
export const EVENT_PAGE: Shape = {
  what: "a list of events",
  has: ({ data }) => Array.isArray(data) && data.every((event: { id?: unknown } | null) => isText(event?.id)),
};
