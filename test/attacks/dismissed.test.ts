import { afterAll, beforeAll, expect, test } from "vitest";
import { startLiveServer, type LiveServer } from "../deployment/live-server.ts";
import { PASSWORD, bearer, credits, post, signUp } from "./callers.ts";

interface Person {
  readonly id: string;
  readonly session: Readonly<Record<string, string>>;
}

let server: LiveServer;
beforeAll(async () => {
  server = await startLiveServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function signIn(email: string): Promise<Person> {
  const answer = await post(server, "/v1/session", { email, password: PASSWORD });
  const { member } = (await answer.json()) as { member: { id: string } };
  return { id: member.id, session: { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" } };
}

/** An owner and a colleague who is an owner as well. */
async function company(): Promise<{ readonly boss: Person; readonly colleague: Person }> {
  const { email } = await signUp(server);
  const boss = await signIn(email);
  const address = `colleague-of-${email}`;
  const invited = await post(server, "/v1/invitations", { email: address, role: "owner" }, boss.session);
  const { token } = (await invited.json()) as { token: string };
  await post(server, "/v1/invitations/accept", { token, password: PASSWORD });
  return { boss, colleague: await signIn(address) };
}

async function makeKey(headers: Readonly<Record<string, string>>): Promise<{ id: string; token: string }> {
  const made = await post(server, "/v1/keys", { name: "made" }, { "winnow-mode": "live", ...headers });
  expect(made.status).toBe(201);
  return (await made.json()) as { id: string; token: string };
}

async function dismiss({ boss, colleague }: { boss: Person; colleague: Person }, query = ""): Promise<void> {
  const path = `${server.url}/v1/members/${colleague.id}${query}`;
  expect((await fetch(path, { method: "DELETE", headers: boss.session })).status).toBe(204);
}

test("a dismissed owner has no key left: none that they made, nor one that such a key made", async () => {
  const people = await company();
  const own = await makeKey(people.colleague.session);
  const grandchild = await makeKey(bearer(own.token));
  const ofBoss = await makeKey(people.boss.session);
  await dismiss(people);
  expect(await credits(server, own.token)).toBe(401);
  expect(await credits(server, grandchild.token)).toBe(401);
  expect(await credits(server, ofBoss.token)).toBe(200);
});

test("a dismissed owner does not keep a colleague's key by having rolled it, nor lose them one that was rolled since", async () => {
  const people = await company();
  const ofBoss = await makeKey(people.boss.session);
  const roll = async (id: string, headers: Readonly<Record<string, string>>) => {
    const rolled = await post(server, `/v1/keys/${id}/roll`, { reason: "exposed" }, headers);
    return ((await rolled.json()) as { token: string }).token;
  };
  const seen = await roll(ofBoss.id, people.colleague.session);
  const made = await makeKey(people.colleague.session);
  const taken = await roll(made.id, people.boss.session);
  await dismiss(people);
  expect(await credits(server, seen)).toBe(401);
  expect(await credits(server, taken)).toBe(200);
});

test("an owner may keep the keys of a member who leaves", async () => {
  const people = await company();
  const own = await makeKey(people.colleague.session);
  await dismiss(people, "?keep_keys=true");
  expect(await credits(server, own.token)).toBe(200);
});

test("a dismissed owner does not come back by an invitation that they made", async () => {
  const people = await company();
  const email = `back-door-${people.colleague.id}@acme.test`;
  const invited = await post(server, "/v1/invitations", { email, role: "owner" }, people.colleague.session);
  const { token } = (await invited.json()) as { token: string };
  await dismiss(people);
  const accepted = await post(server, "/v1/invitations/accept", { token, password: PASSWORD });
  expect(accepted.status).toBe(422);
});

test("each key shows who made it", async () => {
  const { boss } = await company();
  const key = await makeKey(boss.session);
  expect(key).toMatchObject({ created_by: boss.id, rolled_by: null });
  expect(await makeKey(bearer(key.token))).toMatchObject({ created_by: key.id });
});
