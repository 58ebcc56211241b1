import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authenticateKey } from "#key/authenticate.ts";
import { issueKey } from "#key/issue.ts";
import { revokeKey } from "#key/revoke.ts";
import { missingScope } from "#key/scope.ts";
import { generateToken } from "#key/token.ts";
import { createVault } from "#key/vault.ts";
import { contextOf, signUpOrganization, vault } from "#organization/fixture/signed-up.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const authenticate = (token: string, of = contextOf(database)) =>
  authenticateKey(of, { token, address: "127.0.0.1" });

async function issue(expiresAt?: Date) {
  const { answer } = await signUpOrganization(database);
  return issueKey(
    { database: database.kysely, vault },
    {
      organizationId: answer.organization.id,
      mode: "test",
      name: "another",
      createdBy: "mem_none",
      scopes: ["verify"],
      ...(expiresAt !== undefined && { expiresAt }),
    },
  );
}

test("a key tells its organization, mode and scopes", async () => {
  const { answer } = await signUpOrganization(database);
  const [live] = answer.keys;
  expect(await authenticate(live?.token ?? "")).toEqual({
    outcome: "authenticated",
    actor: {
      type: "key",
      keyId: live?.id,
      organizationId: answer.organization.id,
      mode: "live",
      scopes: live?.scopes,
    },
  });
});

test("a malformed key is refused without a database", async () => {
  const broken = { ...contextOf(database), database: undefined as never };
  expect(await authenticate(`${generateToken("live")}x`, broken)).toEqual({ outcome: "malformed_key" });
});

test("a well-formed key that was never issued here is unknown", async () => {
  expect(await authenticate(generateToken("live"))).toEqual({ outcome: "unknown_key" });
  const { token } = await issue();
  const elsewhere = { ...contextOf(database), vault: createVault("another secret of thirty-two characters") };
  expect(await authenticate(token, elsewhere)).toEqual({ outcome: "unknown_key" });
});

test("an expired key is refused, one that expires later is not", async () => {
  const past = await issue(new Date(Date.now() - 1000));
  expect(await authenticate(past.token)).toEqual({ outcome: "expired_key" });
  const future = await issue(new Date(Date.now() + 3_600_000));
  expect(await authenticate(future.token)).toMatchObject({ outcome: "authenticated" });
});

test("a revoked key is refused at once; revoking again changes nothing; other keys still work", async () => {
  const { answer, live: context, test: rehearsing } = await signUpOrganization(database);
  const [live, other] = answer.keys;
  expect(await revokeKey(rehearsing, { keyId: live!.id })).toEqual({ outcome: "not_found" });
  expect(await revokeKey(context, { keyId: live!.id })).toEqual({ outcome: "revoked" });
  expect(await revokeKey(context, { keyId: live!.id })).toEqual({ outcome: "revoked" });
  expect(await authenticate(live!.token)).toEqual({ outcome: "revoked_key" });
  expect(await authenticate(other!.token)).toMatchObject({ outcome: "authenticated" });
});

test("an organization cannot revoke another organization's key", async () => {
  const victim = await signUpOrganization(database);
  const attacker = await signUpOrganization(database);
  const [key] = victim.answer.keys;
  expect(await revokeKey(attacker.live, { keyId: key!.id })).toEqual({ outcome: "not_found" });
  expect(await authenticate(key!.token)).toMatchObject({ outcome: "authenticated" });
});

test("the keys of a suspended organization are refused", async () => {
  const { answer } = await signUpOrganization(database);
  await database.kysely
    .updateTable("organizations")
    .set({ suspended_at: new Date() })
    .where("id", "=", answer.organization.id)
    .execute();
  expect(await authenticate(answer.keys[0]!.token)).toEqual({ outcome: "organization_suspended" });
});

test("a use is noted once a minute", async () => {
  const { id, token } = await issue();
  const lastUse = async () => {
    const key = await database.kysely
      .selectFrom("api_keys")
      .select("last_used_at")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    return key.last_used_at;
  };
  await authenticate(token);
  const first = await waitFor("the first use to be noted", lastUse);
  await authenticate(token);
  expect(await lastUse()).toEqual(first);
  const longAgo = new Date(first.getTime() - 120_000);
  await database.kysely.updateTable("api_keys").set({ last_used_at: longAgo }).where("id", "=", id).execute();
  await authenticate(token);
  await waitFor(
    "the later use to be noted",
    async () => ((await lastUse())?.getTime() ?? 0) > longAgo.getTime(),
  );
});

test("the first scope that a key lacks is named", async () => {
  const { test: context } = await signUpOrganization(database);
  const actor = { ...context.actor, scopes: ["jobs:read", "verify"] as const };
  expect(missingScope(actor, ["jobs:read"])).toBeUndefined();
  expect(missingScope(actor, ["jobs:read", "jobs:write", "enrich"])).toBe("jobs:write");
});
