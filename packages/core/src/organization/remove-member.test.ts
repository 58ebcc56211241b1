import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { Scope } from "@winnow/contracts";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context, MemberActor, TenantActor } from "#context.ts";
import { createInvitation } from "#invitation/create.ts";
import { authenticateKey } from "#key/authenticate.ts";
import { createKey } from "#key/create.ts";
import { rollKey } from "#key/roll.ts";
import { insertMember } from "#member/insert.ts";
import { signUpOrganization, vault } from "#organization/fixture/signed-up.ts";
import { removeMember } from "#organization/remove-member.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Caller<Who extends TenantActor> = Context<Who> & { readonly vault: typeof vault };

/** An organization with two owners: one who stays, and one who is dismissed. */
async function company() {
  const { test: context } = await signUpOrganization(database);
  const { organizationId, mode } = context.actor;
  const owner = async (name: string): Promise<Caller<MemberActor>> => {
    const email = `${name}-${organizationId.toLowerCase()}@acme.test`;
    const member = { organizationId, email, passwordHash: "none", role: "owner", name } as const;
    const { id: memberId } = await insertMember(database.kysely, member);
    const actor = {
      type: "member",
      memberId,
      sessionId: "ses_none",
      organizationId,
      mode,
      role: "owner",
      scopes: Scope.options,
    } as const;
    return { ...context, actor, vault };
  };
  return { boss: await owner("boss"), dismissed: await owner("dismissed") };
}

async function make<Who extends TenantActor>(caller: Caller<Who>) {
  const made = await createKey(caller as Caller<TenantActor>, { name: "made" });
  if (made.outcome !== "created") throw new Error(made.outcome);
  return made.key;
}

/** The context of calls under a key. */
async function under(caller: Caller<TenantActor>, token: string): Promise<Caller<TenantActor>> {
  const found = await authenticate(token);
  if (found.outcome !== "authenticated") throw new Error(found.outcome);
  return { ...caller, actor: found.actor };
}

const authenticate = (token: string) =>
  authenticateKey(
    { database: database.kysely, logger: { debug: () => undefined } as never, vault },
    { token, address: "192.0.2.1" },
  );
const remove = (people: { boss: Caller<MemberActor>; dismissed: Caller<MemberActor> }) =>
  removeMember(people.boss, { memberId: people.dismissed.actor.memberId, keepKeys: false });

async function removalWaits(): Promise<boolean> {
  const { rows } = await sql<{ waiting: boolean }>`select exists (
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting`.execute(
    database.kysely,
  );
  return rows[0]?.waiting === true;
}

/** What `work` makes is committed only when the removal waits for it. */
async function whileRemoving<Made>(
  people: Awaited<ReturnType<typeof company>>,
  caller: Caller<TenantActor>,
  work: (caller: Caller<TenantActor>) => Promise<Made>,
): Promise<Made> {
  let removal: ReturnType<typeof remove> | undefined;
  const made = await database.kysely.transaction().execute(async (transaction) => {
    const result = await work({ ...caller, database: transaction });
    removal = remove(people);
    await waitFor("the removal to wait", removalWaits);
    return result;
  });
  expect(await removal).toEqual({ outcome: "removed" });
  return made;
}

test("a key that a member makes while they are removed ends with the others", async () => {
  const people = await company();
  const key = await whileRemoving(people, people.dismissed, make);
  expect(await authenticate(key.token)).toEqual({ outcome: "revoked_key" });
});

test("a key that a member's key makes while the member is removed ends as well", async () => {
  const people = await company();
  const own = await make(people.dismissed);
  const child = await whileRemoving(people, await under(people.dismissed, own.token), make);
  expect(await authenticate(own.token)).toEqual({ outcome: "revoked_key" });
  expect(await authenticate(child.token)).toEqual({ outcome: "revoked_key" });
});

test("an invitation that a member makes while they are removed is withdrawn", async () => {
  const people = await company();
  const invite = (caller: Caller<TenantActor>) =>
    createInvitation(caller as Caller<MemberActor>, { email: "back@door.test", role: "owner" });
  await whileRemoving(people, people.dismissed, invite);
  const left = await database.kysely
    .selectFrom("invitations")
    .select("id")
    .where("organization_id", "=", people.boss.actor.organizationId)
    .execute();
  expect(left).toEqual([]);
});

test("a call that was authenticated before the removal makes nothing after it", async () => {
  const people = await company();
  const own = await make(people.dismissed);
  const ofBoss = await make(people.boss);
  const underOwn = await under(people.dismissed, own.token);
  await remove(people);
  const roll = { keyId: ofBoss.id, grace_seconds: 0, reason: "routine" } as const;
  for (const caller of [people.dismissed as Caller<TenantActor>, underOwn]) {
    expect(await createKey(caller, { name: "late" })).toEqual({ outcome: "caller_ended" });
    expect(await rollKey(caller, roll)).toEqual({ outcome: "caller_ended" });
  }
  const invitation = { email: "late@door.test", role: "owner" } as const;
  expect(await createInvitation(people.dismissed, invitation)).toEqual({ outcome: "caller_ended" });
});

test("the grace of a token that the member knows ends, though a colleague rolled the key since", async () => {
  const people = await company();
  const key = await make(people.dismissed);
  const roll = { keyId: key.id, grace_seconds: 3600, reason: "routine" } as const;
  const next = await rollKey(people.boss, roll);
  expect(await authenticate(key.token)).toMatchObject({ outcome: "authenticated" });
  await remove(people);
  expect(await authenticate(key.token)).toEqual({ outcome: "unknown_key" });
  expect(next.outcome === "rolled" && (await authenticate(next.key.token))).toMatchObject({
    outcome: "authenticated",
  });
});

test("a key that rolled itself under the member's hand ends, whoever made it", async () => {
  const people = await company();
  const key = await make(people.boss);
  const roll = { keyId: key.id, grace_seconds: 0, reason: "routine" } as const;
  const seen = await rollKey(people.dismissed, roll);
  if (seen.outcome !== "rolled") throw new Error(seen.outcome);
  const own = await rollKey(await under(people.boss, seen.key.token), roll);
  if (own.outcome !== "rolled") throw new Error(own.outcome);
  await remove(people);
  expect(await authenticate(own.key.token)).toEqual({ outcome: "revoked_key" });
});
