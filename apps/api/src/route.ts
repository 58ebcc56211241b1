import type { Role, Scope } from "@winnow/contracts";
import type {
  Actor,
  Context,
  JobProgress,
  JobWatch,
  MemberActor,
  Priced,
  Sessions,
  TenantActor,
  Vault,
} from "@winnow/core";
import type { Request, Response } from "express";
import type { CachedAnswer } from "#answer/cached.ts";
import type { ApiDependencies, ApiOptions } from "#dependencies.ts";
import type { CallCounter } from "#metrics/call-counter.ts";
import type { FailedAuthenticationLimiter } from "#limit/failed-authentication.ts";
import type { Metrics } from "#metrics/metrics.ts";

/** The API as its routes see it: dependencies with every option filled in. */
export interface Api extends Omit<ApiDependencies, "options"> {
  readonly options: ApiOptions;
  readonly metrics: Metrics;
  readonly calls: CallCounter;
  readonly sessions: Sessions;
  readonly jobWatch: JobWatch;
  readonly jobProgress: JobProgress;
  /** Aborted when the server stops: what streams without end then ends. */
  readonly closing: AbortSignal;
  readonly failedAuthentications: FailedAuthenticationLimiter;
  /** The OpenAPI document. */
  readonly document: CachedAnswer;
}

/** The context that verbs are called with. */
export type ApiContext<Who extends Actor> = Context<Who> & Priced & { readonly vault: Vault };

/** One request on its way through a route. */
export interface Call<Who extends Actor = Actor> {
  readonly request: Request;
  readonly response: Response;
  readonly api: Api;
  readonly context: ApiContext<Who>;
}

interface RouteShape<Who extends Actor> {
  readonly method: "GET" | "POST" | "DELETE";
  /** In Express's notation: `/v1/jobs/:id`. */
  readonly path: string;
  /** Media types that this route answers with, `application/json` when left out; `"handler"` when that depends. */
  readonly produces?: readonly string[] | "handler";
  /** The body is a stream of any length: it may take as long as bytes keep coming. */
  readonly streamsBody?: true;
  /** Calls a verb and answers. Throws ApiError for an expected refusal. */
  readonly handle: (call: Call<Who>) => Promise<void> | void;
}

/** Who may call a route decides what its handler knows about the caller. */
export type Route =
  | ({ readonly access: "anyone" } & RouteShape<{ readonly type: "anyone" }>)
  | ({ readonly access: "operator" } & RouteShape<{ readonly type: "operator" }>)
  /** Signed in; `roles`: of these only. */
  | ({ readonly access: "member"; readonly roles?: readonly Role[] } & RouteShape<MemberActor>)
  /** Under a key or signed in. */
  | ({ readonly access: "key"; readonly scopes: readonly Scope[] } & RouteShape<TenantActor>);

/** Types a route where it stands; the table in `routes/index.ts` mounts it. */
export function defineRoute(route: Route): Route {
  return route;
}
