import type { ProblemDetail } from "@winnow/contracts";
import type { z } from "zod";
import type { Access, ActorOf, Call } from "#route/call.ts";
import type { AnswerContracts, RouteContract } from "#route/contract.ts";

/** A route of the table: its contract and its handler. */
export interface Route extends RouteContract {
  /** Runs before the body is read. Throws ApiError. */
  readonly admit?: (call: Call<never>) => Promise<void> | void;
  /** For a signed body: verifies it as it was sent. Throws ApiError invalid_signature. */
  readonly verify?: (call: Call<never>, text: string) => void;
  /** Mistakes of a JSON body that the schema reports only in general terms. */
  readonly explainBody?: (body: unknown) => readonly ProblemDetail[];
  /** Calls a verb and returns the answer, or sends one itself. Throws ApiError for an expected refusal. */
  readonly handle: (call: never) => Promise<Reply | undefined | void> | Reply | undefined | void;
}

/** The answer's body. */
export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
}

/** `/v1/jobs/:id/rows/:row` → "id" | "row" */
type ParamOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** One of a route's answers, with its JSON and headers. */
type ReplyOf<Answers extends AnswerContracts> = {
  [Status in keyof Answers]: { readonly status: Status } & JsonOf<Answers[Status]> &
    HeadersOf<Answers[Status]>;
}[keyof Answers];
type JsonOf<Answer> = Answer extends { readonly json: infer Schema extends z.ZodType }
  ? { readonly json: z.output<Schema> }
  : { readonly json?: undefined };
type HeadersOf<Answer> = {
  readonly headers?: Answer extends { readonly headers: readonly (infer Name extends string)[] }
    ? { readonly [Each in Name]?: string | number | undefined }
    : undefined;
};

/** When a file is accepted as well, JSON and query each exist in one of the two cases. */
type EitherWay<Value, Files, Body> = Files extends object
  ? Body extends z.ZodType
    ? Value | undefined
    : Value
  : Value;

/** A call, typed by the contract. */
export type RouteCall<
  Who extends Access,
  Path extends string = never,
  Query = undefined,
  Body = undefined,
  Files = undefined,
  Key = undefined,
> = Call<ActorOf[Who]> & {
  readonly params: Readonly<Record<ParamOf<Path>, string>>;
  readonly query: Query extends z.ZodType ? EitherWay<z.output<Query>, Files, Body> : undefined;
  readonly body: Body extends z.ZodType ? EitherWay<z.output<Body>, Files, Body> : undefined;
  readonly idempotencyKey: Key extends "required" ? string : string | undefined;
};

type Definition<
  Who extends Access,
  Path extends string,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
  Files extends RouteContract["files"],
  Key extends RouteContract["idempotencyKey"],
  Answers extends AnswerContracts,
> = Omit<RouteContract, "access" | "path" | "query" | "body" | "files" | "idempotencyKey" | "answers"> & {
  readonly access: Who;
  readonly path: Path;
  readonly query?: Query;
  readonly body?: Body;
  readonly files?: Files;
  readonly idempotencyKey?: Key;
  readonly answers: Answers;
  readonly admit?: (call: Call<ActorOf[Who]>) => Promise<void> | void;
  readonly verify?: (call: Call<ActorOf[Who]>, text: string) => void;
  readonly explainBody?: (body: unknown) => readonly ProblemDetail[];
  readonly handle: (
    call: RouteCall<Who, Path, Query, Body, Files, Key>,
  ) => Promise<ReplyOf<Answers> | void> | ReplyOf<Answers> | void;
};

/** Each name in the path needs a description; other names are refused. */
type ParamsOf<Path extends string> = [ParamOf<Path>] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<ParamOf<Path>, string>> };
type AccessOf<Who extends Access> = Who extends "key"
  ? { readonly scopes: NonNullable<RouteContract["scopes"]>; readonly roles?: undefined }
  : Who extends "member"
    ? { readonly scopes?: undefined }
    : { readonly scopes?: undefined; readonly roles?: undefined };

/** Declares a route: its whole contract, and a handler that receives the parts of the call that the contract reads. */
export function defineRoute<
  const Who extends Access,
  const Path extends string,
  const Answers extends AnswerContracts,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  const Files extends RouteContract["files"] = undefined,
  const Key extends RouteContract["idempotencyKey"] = undefined,
>(route: Definition<Who, Path, Query, Body, Files, Key, Answers> & ParamsOf<Path> & AccessOf<Who>): Route {
  return route as Route;
}
