import type * as contract from "@winnow/contracts";
import type { Open } from "#open.ts";

type KnownEvent<Event> = Event extends { readonly type: infer Type; readonly data: infer Data }
  ? Omit<Open<Event>, "type" | "data"> & { readonly type: Type; readonly data: Open<Data> }
  : never;

/**
 * The type of an event that this client does not know: any text but "unknown". It lets a `switch` over the known types know the
 * data of each.
 */
export type UnknownEventType = `unknown ${string}`;

/** An event of a newer server. */
export interface UnknownEvent {
  readonly type: UnknownEventType;
  /** When it happened (RFC 3339, UTC). */
  readonly timestamp: string;
  /** Position in the endpoint's own sequence, which has no gaps. */
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The body of a callback; `type` distinguishes them. Handle the types that you need, and ignore others. */
export type WebhookEvent = KnownEvent<contract.WebhookEvent> | UnknownEvent;
