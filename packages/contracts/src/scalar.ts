import { z } from "zod";

// Values of many schemas, each with its format. zod adds its own bounds and patterns to a format; `undefined` removes them from
// the JSON Schema, while validation keeps them.

/** Text with something in it. Blanks around it are removed; `max` characters count them. */
export const filledText = (max: number) => z.string().max(max).regex(/\S/, "must not be blank").trim();

/** A number of things that the server counted. */
export const count = () => z.int().meta({ format: "int64", minimum: undefined, maximum: undefined });

/** A whole number that a caller gives in JSON. */
export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max).meta({ format: "int64" });

/** The same in a query. */
export const wholeNumberText = (min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).meta({ format: "int64" });

/** An amount of credits; the ledger keeps thousandths. */
export const credits = () => z.number().meta({ format: "double" });

/** A probability, a share or a confidence, 0 to 1. */
export const share = () => z.number().min(0).max(1).meta({ format: "double" });

/** A time of the server: RFC 3339 in UTC, to the millisecond. */
export const timestamp = () => z.iso.datetime().meta({ pattern: undefined });

/** A time that a caller gives: RFC 3339 in any offset. It is read in UTC. */
export const givenTime = () =>
  z.iso
    .datetime({ offset: true })
    .meta({ pattern: undefined })
    .transform((time) => new Date(time).toISOString());

/**
 * An email that the server validates during the call. It accepts letters of every script (RFC 6531), which the format does
 * not, so emails in answers have no format.
 */
export const givenEmail = () => z.string().min(3).max(254).meta({ format: "email" });

/** A URL relative to that of the server, which begins with `/`. */
export const path = () => z.string().meta({ format: "uri-reference" });
