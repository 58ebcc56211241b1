import type { Connection } from "@winnow/database";
import type { Mode, Role, Scope } from "@winnow/contracts";
import type { Logger } from "@winnow/runtime";
import type { Pool } from "pg";
import type { Bell } from "#ports/bell.ts";
import type { Clock } from "#ports/clock.ts";

/** Software that calls under an API key. */
export interface KeyActor {
  readonly type: "key";
  readonly keyId: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly scopes: readonly Scope[];
}

/** A person who is signed in. The call names the mode: a member has both. */
export interface MemberActor {
  readonly type: "member";
  readonly memberId: string;
  readonly sessionId: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly role: Role;
  readonly scopes: readonly Scope[];
}

/** An actor of an organization: software and people use the same verbs and the same wallets. */
export type TenantActor = KeyActor | MemberActor;

/** Who acts. `operator` runs this server; `system` is a worker or the sweeper. */
export type Actor =
  | TenantActor
  | { readonly type: "operator" }
  | { readonly type: "system" }
  | { readonly type: "anyone" };

/** What every verb is given: `(context, input) → output`. */
export interface Context<Who extends Actor = Actor> {
  readonly database: Connection;
  /** For what Kysely cannot do: COPY and cursors. */
  readonly pool: Pool;
  readonly bell: Bell;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly actor: Who;
}

/** A tenant. The actor cannot see rows of other tenants; every tenant check compares these two fields. */
export interface Tenant {
  readonly organizationId: string;
  readonly mode: Mode;
}
