import type { ErrorCode } from "@winnow/contracts";
import type { z } from "zod";

/** What any call with a JSON body may be refused for. */
export const BODY_ERRORS = [
  "invalid_json",
  "unsupported_media_type",
  "payload_too_large",
  "validation_failed",
] as const satisfies readonly ErrorCode[];

export const PAGE_ERRORS = ["validation_failed", "invalid_cursor"] as const satisfies readonly ErrorCode[];

export const json = (schema: z.ZodType) => ({ "application/json": schema });

/** In the order of the reference. */
export const tags = {
  Accounts: "Organizations, and the people who sign in",
  Keys: "API keys: made, rolled, ended, reported",
  Contacts: "The directory: searched free, revealed for credits",
  Single: "One address or one person, answered at once",
  Jobs: "Bulk requests, their progress and their results",
  Webhooks: "Events, and where they are posted",
  Suppressions: "Emails and domains that are left alone",
  Credits: "The wallet, its statement, refunds and usage",
  Operators: "For whoever runs this server",
  Server: "The server itself, and this contract",
} as const;

/** What one route promises, beside its path and who may call it. Schemas are those that the route itself works with. */
export interface Operation {
  /** Names the call in generated clients. */
  readonly id: string;
  readonly tag: keyof typeof tags;
  readonly summary: string;
  /** A sentence that says what it costs: see `withPrices`. */
  readonly costs?: string;
  readonly query?: z.ZodType;
  /** By media type; null: bytes. */
  readonly body?: Readonly<Record<string, z.ZodType | null>>;
  /** The body may be left out. */
  readonly bodyOptional?: true;
  /** `required`: the call is refused without an Idempotency-Key. */
  readonly idempotencyKey?: "required" | "optional";
  /** By status and media type; null: text, or nothing where there is no media type. */
  readonly answers: Readonly<Record<number, Readonly<Record<string, z.ZodType | null>>>>;
  /** Beside those that who may call it implies. */
  readonly errors: readonly ErrorCode[];
}
