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
import type { FailedAuthenticationLimiter } from "#limit/failed-authentication.ts";
import type { SignInLimiter } from "#limit/sign-in.ts";
import type { CallCounter } from "#metrics/call-counter.ts";
import type { Metrics } from "#metrics/metrics.ts";

/** The API as its routes see it: dependencies with a value for every option. */
export interface Api extends Omit<ApiDependencies, "options"> {
  readonly options: ApiOptions;
  readonly metrics: Metrics;
  readonly calls: CallCounter;
  readonly sessions: Sessions;
  readonly jobWatch: JobWatch;
  readonly jobProgress: JobProgress;
  /** Aborted when the server stops, which ends endless streams. */
  readonly closing: AbortSignal;
  readonly failedAuthentications: FailedAuthenticationLimiter;
  readonly signIns: SignInLimiter;
  /** The OpenAPI document. */
  readonly document: CachedAnswer;
}

/** The context of the verbs. */
export type ApiContext<Who extends Actor> = Context<Who> & Priced & { readonly vault: Vault };

/** One request on its way through a route. */
export interface Call<Who extends Actor = Actor> {
  readonly request: Request;
  readonly response: Response;
  readonly api: Api;
  readonly context: ApiContext<Who>;
}

/** The caller of a route, by its `access`. */
export interface ActorOf {
  readonly anyone: { readonly type: "anyone" };
  readonly operator: { readonly type: "operator" };
  /** Signed in. */
  readonly member: MemberActor;
  /** With an API key or signed in. */
  readonly key: TenantActor;
}
export type Access = keyof ActorOf;
