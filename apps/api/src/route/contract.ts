import type { ErrorCode, Role, Scope } from "@winnow/contracts";
import type { PricedOperation } from "@winnow/core";
import type { z } from "zod";
import type { Access } from "#route/call.ts";
import type { HeaderName } from "#route/headers.ts";

/** The groups of the reference, in its order. */
export const tags = {
  Accounts: "Organizations, and the people who sign in",
  Keys: "API keys: created, rolled, revoked, reported as exposed",
  Contacts: "The directory: searching is free, a reveal costs a credit",
  Single: "One address or one person, answered at once",
  Jobs: "Bulk requests, their progress and their results",
  Webhooks: "Events, and the endpoints that they are posted to",
  Suppressions: "Emails, domains and people that are never processed",
  Credits: "The wallet, its statement, refunds and usage",
  Operators: "For the operator of this server",
  Server: "The server itself, and this contract",
} as const;

/** A body that is not JSON. */
export interface MediaContract {
  readonly description: string;
  /** A complete example; absent for types without a text form, such as a form. */
  readonly example?: string;
  /** The schema of a form; absent: text. */
  readonly schema?: z.ZodType;
  /** Of each event, in a stream of them. */
  readonly event?: z.ZodType;
}

/** The meaning of one status of a route, its body and its headers. */
export interface AnswerContract {
  readonly description: string;
  readonly json?: z.ZodType;
  /** By media type. */
  readonly media?: Readonly<Record<string, MediaContract>>;
  /** Besides those of every answer: see `route/headers.ts`. */
  readonly headers?: readonly HeaderName[];
}
export type AnswerContracts = Readonly<Record<number, AnswerContract>>;

/** A body that its sender signs: the signature is checked before the body is parsed. */
export interface SignatureContract {
  /** Header name → its description. */
  readonly headers: Readonly<Record<string, string>>;
  readonly description: string;
}

/** The contract of a route. Its OpenAPI operation, reading, validation and refusals derive from it. */
export interface RouteContract {
  /** The name of the call in generated clients: `createJob`. */
  readonly id: string;
  readonly tag: keyof typeof tags;
  /** One line. */
  readonly summary: string;
  /** Conditions, effects and costs that the summary leaves out. In CommonMark. */
  readonly description?: string;
  readonly method: "GET" | "POST" | "DELETE";
  /** In Express's notation: `/v1/jobs/:id`. */
  readonly path: string;
  /** Each name in the path → its description. */
  readonly params?: Readonly<Record<string, string>>;
  readonly access: Access;
  /** For `key`: scopes that the key or the member's role must have. */
  readonly scopes?: readonly Scope[];
  /** For `member`: only these roles. */
  readonly roles?: readonly Role[];
  readonly query?: z.ZodType;
  /** A JSON body. */
  readonly body?: z.ZodType;
  /** Fields whose text is not checked: text that cannot be stored marks its row instead of refusing the call. */
  readonly anyTextIn?: readonly string[];
  /** Without a body, the schema reads `{}`. */
  readonly bodyOptional?: true;
  /** The longest JSON body, in bytes. Left out: the server's limit for keys and operators, 16 kB for all others. */
  readonly bodyMaxBytes?: number;
  /** Bodies of any length that the handler reads as they arrive, by media type. Their options stand in the query. */
  readonly files?: Readonly<Record<string, MediaContract>>;
  readonly signature?: SignatureContract;
  /** URL to which events of the created object are posted, as an OpenAPI runtime expression. */
  readonly callback?: string;
  /** `required`: the call is refused without an Idempotency-Key. */
  readonly idempotencyKey?: "required" | "optional";
  /** What the call charges for: the document adds the price on this server. */
  readonly charges?: readonly PricedOperation[];
  /** By status. */
  readonly answers: AnswerContracts;
  /** Besides those that the rest of the contract implies: see `promisedErrors`. */
  readonly errors?: readonly ErrorCode[];
}
