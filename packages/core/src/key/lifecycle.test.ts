import type { CreateKey } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context, TenantActor } from "#context.ts";
import { authenticateKey } from "#key/authenticate.ts";
import { createKey } from "#key/create.ts";
import { listKeys } from "#key/list.ts";
import { reportLeak } from "#key/report-leak.ts";
import { revokeKey } from "#key/revoke.ts";
import { rollKey } from "#key/roll.ts";
import { generateToken } from "#key/token.ts";
import type { Vault } from "#key/vault.ts";
import { contextOf, signUpOrganization, vault } from "#organization/fixture/signed-up.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Caller = Context<TenantActor> & { readonly vault: Vault };
const callerOf = (context: Context<TenantActor>): Caller => ({ ...context, vault });
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

async function signedUp() {
  const { test: context, live, answer } = await signUpOrganization(database);
  return { caller: callerOf(context), live: callerOf(live), answer };
}

async function created(caller: Caller, input: Partial<CreateKey> = {}) {
  const outcome = await createKey(caller, { name: "nightly", ...input });
  if (outcome.outcome !== "created") throw new Error(outcome.outcome);
  return outcome.key;
}

async function rolled(
  caller: Caller,
  keyId: string,
  how: { grace_seconds: number; reason: "routine" | "exposed" },
) {
  const outcome = await rollKey(caller, { keyId, ...how });
  if (outcome.outcome !== "rolled") throw new Error(outcome.outcome);
  return outcome.key;
}

const authenticate = (token: string, address = "192.0.2.1") =>
  authenticateKey(contextOf(database), { token, address });

/** The caller that a token makes. */
async function actingUnder(token: string): Promise<Caller> {
  const authentication = await authenticate(token);
  if (authentication.outcome !== "authenticated") throw new Error(authentication.outcome);
  return { ...contextOf(database), actor: authentication.actor };
}

describe("creating", () => {
  test("makes a key of the caller's mode with some of its scopes, and shows the token once", async () => {
    const { caller } = await signedUp();
    const key = await created(caller, { scopes: ["verify", "jobs:write", "verify"], expires_at: inHours(1) });
    expect(key).toMatchObject({
      name: "nightly",
      mode: "test",
      scopes: ["verify", "jobs:write"],
      revoked_at: null,
    });
    expect(key.token.startsWith(key.token_start) && key.token.endsWith(key.token_last_four)).toBe(true);
    expect(await authenticate(key.token)).toMatchObject({
      outcome: "authenticated",
      actor: { keyId: key.id, scopes: ["verify", "jobs:write"] },
    });
    const { data } = await listKeys(caller);
    expect(data.map(({ id }) => id)).toContain(key.id);
    expect(JSON.stringify(data)).not.toContain(key.token);
  });

  test("gives nothing that the caller lacks", async () => {
    const { caller } = await signedUp();
    const { token } = await created(caller, {
      scopes: ["keys:write", "verify"],
      expires_at: inHours(2),
      allowed_addresses: ["192.0.2.0/24"],
    });
    const limited = await actingUnder(token);
    const attempt = (input: Partial<CreateKey>) => createKey(limited, { name: "more", ...input });
    expect(await attempt({ scopes: ["verify", "enrich"] })).toEqual({
      outcome: "scope_not_held",
      scope: "enrich",
    });
    expect(await attempt({ expires_at: inHours(3) })).toEqual({ outcome: "outlives_caller" });
    expect(await attempt({ allowed_addresses: ["192.0.2.7", "198.51.100.1"] })).toEqual({
      outcome: "wider_than_caller",
    });
    const inherited = await created(limited);
    expect(inherited).toMatchObject({
      scopes: ["keys:write", "verify"],
      allowed_addresses: ["192.0.2.0/24"],
    });
    expect(inherited.expires_at).not.toBeNull();
    expect(
      await created(limited, { expires_at: inHours(1), allowed_addresses: ["192.0.2.7"] }),
    ).toMatchObject({
      allowed_addresses: ["192.0.2.7/32"],
    });
  });

  test("refuses what makes no sense", async () => {
    const { caller } = await signedUp();
    expect(await createKey(caller, { name: "late", expires_at: inHours(-1) })).toEqual({
      outcome: "in_the_past",
    });
    expect(await createKey(caller, { name: "odd", allowed_addresses: ["10.0.0.1", "nowhere"] })).toEqual({
      outcome: "invalid_address",
      index: 1,
    });
  });
});

test("a key works from its addresses alone", async () => {
  const { caller } = await signedUp();
  const { token } = await created(caller, { allowed_addresses: ["198.51.100.0/24", "2001:db8::/32"] });
  expect(await authenticate(token, "198.51.100.9")).toMatchObject({ outcome: "authenticated" });
  expect(await authenticate(token, "::ffff:198.51.100.9")).toMatchObject({ outcome: "authenticated" });
  expect(await authenticate(token, "2001:db8::1")).toMatchObject({ outcome: "authenticated" });
  expect(await authenticate(token, "192.0.2.1")).toEqual({ outcome: "ip_not_allowed" });
});

describe("rolling", () => {
  test("gives another token; the old one works on for the grace and says that it ends", async () => {
    const { caller } = await signedUp();
    const key = await created(caller);
    const next = await rolled(caller, key.id, { grace_seconds: 3600, reason: "routine" });
    expect(next.id).toBe(key.id);
    expect(next.token).not.toBe(key.token);
    expect(await authenticate(next.token)).not.toHaveProperty("superseded");
    const old = await authenticate(key.token);
    expect(old).toMatchObject({ outcome: "authenticated", actor: { keyId: key.id } });
    const superseded = old.outcome === "authenticated" ? old.superseded : undefined;
    expect(superseded && superseded.until.getTime() - superseded.since.getTime()).toBe(HOUR_MS);
    await sql`update api_keys set previous_token_until = now() where id = ${key.id}`.execute(database.kysely);
    expect(await authenticate(key.token)).toEqual({ outcome: "revoked_key" });
    expect(await authenticate(next.token)).toMatchObject({ outcome: "authenticated" });
  });

  test("an exposed token ends at once, whatever grace was asked for, and so does the one before", async () => {
    const { caller } = await signedUp();
    const key = await created(caller);
    const second = await rolled(caller, key.id, { grace_seconds: 3600, reason: "routine" });
    const third = await rolled(caller, key.id, { grace_seconds: 3600, reason: "exposed" });
    expect(third.previous_token_until).toBeNull();
    expect(await authenticate(key.token)).toEqual({ outcome: "unknown_key" });
    expect(await authenticate(second.token)).toEqual({ outcome: "unknown_key" });
    expect(await authenticate(third.token)).toMatchObject({ outcome: "authenticated" });
  });

  test("a revoked key gets no new token, and another organization's or mode's key does not exist", async () => {
    const { caller, live } = await signedUp();
    const stranger = await signedUp();
    const key = await created(caller);
    const how = { keyId: key.id, grace_seconds: 0, reason: "routine" } as const;
    expect(await rollKey(stranger.caller, how)).toEqual({ outcome: "not_found" });
    expect(await rollKey(live, how)).toEqual({ outcome: "not_found" });
    await revokeKey(caller, { keyId: key.id });
    expect(await rollKey(caller, how)).toEqual({ outcome: "revoked" });
  });

  test("of twenty rolls at once one token is the last, and it works", async () => {
    const { caller } = await signedUp();
    const key = await created(caller);
    const tokens = await Promise.all(
      Array.from(
        { length: 20 },
        async () => (await rolled(caller, key.id, { grace_seconds: 0, reason: "routine" })).token,
      ),
    );
    const outcomes = await Promise.all(tokens.map(async (token) => (await authenticate(token)).outcome));
    expect(outcomes.filter((outcome) => outcome === "authenticated")).toHaveLength(1);
  });
});

describe("a reported leak", () => {
  test("ends the key at once and for good, with the token before", async () => {
    const { caller } = await signedUp();
    const key = await created(caller);
    const next = await rolled(caller, key.id, { grace_seconds: 3600, reason: "routine" });
    const url = "https://code.example/leak";
    expect(await reportLeak(caller, { token: next.token, url })).toEqual({ outcome: "revoked" });
    expect(await reportLeak(caller, { token: next.token, url })).toEqual({ outcome: "unknown" });
    expect(await authenticate(next.token)).toEqual({ outcome: "revoked_key" });
    expect(await authenticate(key.token)).toEqual({ outcome: "revoked_key" });
    const { data } = await listKeys(caller);
    expect(data.find(({ id }) => id === key.id)).toMatchObject({ revoked_reason: "exposed" });
  });

  test("of an old token ends that one alone", async () => {
    const { caller } = await signedUp();
    const key = await created(caller);
    const next = await rolled(caller, key.id, { grace_seconds: 3600, reason: "routine" });
    expect(await reportLeak(caller, { token: key.token })).toEqual({ outcome: "revoked" });
    expect(await authenticate(key.token)).toEqual({ outcome: "unknown_key" });
    expect(await authenticate(next.token)).toMatchObject({ outcome: "authenticated" });
  });

  test("of an unknown token changes nothing", async () => {
    const { caller, answer } = await signedUp();
    for (const token of ["wn_test_x", generateToken("test"), ""]) {
      expect(await reportLeak(caller, { token })).toEqual({ outcome: "unknown" });
    }
    for (const { token } of answer.keys) {
      expect(await authenticate(token)).toMatchObject({ outcome: "authenticated" });
    }
  });
});
