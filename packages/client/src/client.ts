import type { Signup, UsageGroupBy, UsageQuery } from "@winnow/contracts";
import type { SignupAnswer, Usage, UsageGroup } from "#answers.ts";
import { createBounces, type Bounces } from "#bounces.ts";
import { createContacts, type Contacts } from "#contacts.ts";
import { createCredits, type Credits } from "#credits.ts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody } from "#http/json.ts";
import { createTransport, type TransportOptions } from "#http/transport.ts";
import { createJobs, type Jobs } from "#jobs.ts";
import { createKeys, type Keys } from "#keys.ts";
import { createMembers, type Members } from "#members.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import { createSession, type Session } from "#session.ts";
import { createSingleCalls, type SingleCalls } from "#single.ts";
import { createSuppressions, type Suppressions } from "#suppressions.ts";
import { createWebhookEndpoints, type WebhookEndpoints } from "#webhook-endpoints.ts";
import { createWebhookSecret, signWebhook, verifyWebhook } from "#webhooks.ts";

/** With an API key, or without one on a page of the server itself, where a member is signed in. */
export type ClientOptions = TransportOptions;

/**
 * Everything that an API key or a member can do. Each call takes `signal` and `timeoutMs` in its last parameter, and throws
 * WinnowError when it is refused, not answered, or not answered in time.
 */
export interface Client extends SingleCalls {
  readonly contacts: Contacts;
  readonly jobs: Jobs;
  readonly credits: Credits;
  readonly bounces: Bounces;
  readonly keys: Keys;
  readonly suppressions: Suppressions;
  readonly session: Session;
  readonly members: Members;
  /** The organization's usage in the key's mode, since sign-up or since `from` (RFC 3339). Amounts in credits. */
  usage(query?: UsageQuery, options?: CallOptions): Promise<Usage>;
  /** The same by key, job, day (UTC) or endpoint, the last of them first. */
  usageBy(
    groupBy: UsageGroupBy,
    query?: UsageQuery,
    options?: ListOptions,
  ): AsyncGenerator<UsageGroup, void, undefined>;
  readonly webhooks: WebhookEndpoints & {
    readonly verify: typeof verifyWebhook;
    readonly sign: typeof signWebhook;
    readonly createSecret: typeof createWebhookSecret;
  };
}

/**
 * A client of a Winnow server, for Node and browsers. Calls are repeated when the network fails or the server says when to try
 * again. This is safe, because a call that must not have its effect twice carries an Idempotency-Key.
 * @throws TypeError when `baseUrl` is not an http address.
 */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport(options);
  return {
    ...createSingleCalls(transport),
    contacts: createContacts(transport),
    jobs: createJobs(transport),
    credits: createCredits(transport),
    bounces: createBounces(transport),
    keys: createKeys(transport),
    suppressions: createSuppressions(transport),
    session: createSession(transport),
    members: createMembers(transport),
    usage: (query, call) => transport.ask({ method: "GET", path: "/v1/usage", query, ...call }),
    usageBy: (groupBy, query, list) =>
      paginate(transport, "/v1/usage", list, { ...query, group_by: groupBy }),
    webhooks: {
      ...createWebhookEndpoints(transport),
      verify: verifyWebhook,
      sign: signWebhook,
      createSecret: createWebhookSecret,
    },
  };
}

/**
 * Signs an organization up. Its keys and its callback secret are in the answer and are never shown again.
 * Not repeated when the answer was lost, because that may have had the keys.
 * @throws WinnowError `email_taken`, `signup_closed`, `validation_failed`; TypeError when `baseUrl` is not an http address.
 */
export function signup(
  server: Omit<TransportOptions, "apiKey">,
  account: Signup,
  options?: CallOptions,
): Promise<SignupAnswer> {
  const call = { method: "POST", path: "/v1/signup", ...jsonBody(account), repeatable: "refused" } as const;
  return createTransport(server).ask({ ...call, ...options });
}
