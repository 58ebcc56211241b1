import { CreatedInvitation, CreatedKey, Member, SessionAnswer, SessionList, Wallet } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshKey } from "#fixture/job-calls.ts";
import { expectProblem, operator, startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const password = "correct horse battery";
type Headers = Record<string, string>;

/** The cookies that a browser would send. */
function cookieOf(response: Response): Headers {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return { cookie: cookies.join("; ") };
}

async function signIn(email: string, secret = password): Promise<Headers> {
  const response = await api.post("/v1/session", { email, password: secret });
  expect(response.status).toBe(200);
  return cookieOf(response);
}

let people = 0;
/** An organization whose owner is signed in. */
async function owner() {
  people += 1;
  const email = `founder-${people}@acme.test`;
  const signedUp = await api.post("/v1/signup", { email, password });
  const answer = (await signedUp.json()) as { organization: { id: string }; keys: { token: string }[] };
  return { email, organizationId: answer.organization.id, keys: answer.keys, session: await signIn(email) };
}

/** Another member with a role, signed in. */
async function colleague(of: Headers, role: string) {
  people += 1;
  const email = `colleague-${people}@acme.test`;
  const invited = CreatedInvitation.parse(
    await (await api.post("/v1/invitations", { email, role }, of)).json(),
  );
  const accepted = await api.post("/v1/invitations/accept", { token: invited.token, password });
  expect(accepted.status).toBe(201);
  const member = Member.strict().parse(await accepted.json());
  return { email, id: member.id, token: invited.token, session: await signIn(email) };
}

const get = (path: string, headers: Headers) => api.fetch(path, { headers });
const remove = (path: string, headers: Headers) => api.fetch(path, { method: "DELETE", headers });

describe("a session", () => {
  test("is opened with the password of the sign-up, and scripts cannot read its cookie", async () => {
    const { email } = await owner();
    const response = await api.post("/v1/session", { email: email.toUpperCase(), password });
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^winnow\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\//i);
    const answer = SessionAnswer.strict().parse(await response.json());
    expect(answer.member).toMatchObject({ email, role: "owner" });
    const shown = await get("/v1/session", cookieOf(response));
    expect(await shown.json()).toEqual(answer);
  });

  test("is sent over https only, when the server's URL is https", async () => {
    await using secure = await startTestApi({ publicUrl: "https://winnow.example" });
    await secure.post("/v1/signup", { email: "ada@acme.test", password });
    const response = await secure.post("/v1/session", { email: "ada@acme.test", password });
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-winnow\.session_token=/);
    expect(cookie).toMatch(/; Secure/i);
    expect((await secure.fetch("/v1/session", { headers: cookieOf(response) })).status).toBe(200);
  });

  test("uses the same wallets as the keys, in either mode", async () => {
    const { session, keys } = await owner();
    for (const mode of ["live", "test"] as const) {
      const bySession = await get("/v1/credits", { ...session, "winnow-mode": mode });
      const byKey = await get("/v1/credits", {
        authorization: `Bearer ${keys[mode === "live" ? 0 : 1]?.token}`,
      });
      expect(Wallet.parse(await bySession.json())).toEqual(Wallet.parse(await byKey.json()));
    }
    expect(await (await get("/v1/credits", session)).json()).toMatchObject({ mode: "live" });
    const odd = await get("/v1/credits", { ...session, "winnow-mode": "dry" });
    await expectProblem(odd, "validation_failed");
  });

  test("starts jobs and creates keys, which are counted under the member", async () => {
    const { session } = await owner();
    const headers = { ...session, "winnow-mode": "test" };
    const rows = [{ email: "ada@acme.test" }];
    const job = await api.post(
      "/v1/jobs",
      { kind: "verify", rows },
      { ...headers, "idempotency-key": freshKey() },
    );
    expect(job.status).toBe(202);
    const { id } = (await job.json()) as { id: string };
    const stored = await api.database.kysely
      .selectFrom("jobs")
      .select(["key_id", "member_id"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(stored).toEqual({ key_id: null, member_id: expect.stringMatching(/^mem_/) });
    const made = await api.post("/v1/keys", { name: "nightly", scopes: ["verify"] }, headers);
    const key = CreatedKey.parse(await made.json());
    expect(key).toMatchObject({ mode: "test", scopes: ["verify"] });
  });

  test("ends on the server, here and on another device", async () => {
    const { email, session: phone } = await owner();
    const laptop = await signIn(email);
    const { data } = SessionList.strict().parse(await (await get("/v1/sessions", laptop)).json());
    expect(data.map(({ current }) => current)).toEqual([true, false]);
    expect((await remove(`/v1/sessions/${data[1]?.id}`, laptop)).status).toBe(204);
    await expectProblem(await get("/v1/session", phone), "session_required");
    const out = await remove("/v1/session", laptop);
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie().join()).toMatch(/winnow\.session_token=;.*Max-Age=0/i);
    await expectProblem(await get("/v1/session", laptop), "session_required");
  });

  test("ends everywhere else when the password is changed", async () => {
    const { email, session: phone } = await owner();
    const laptop = await signIn(email);
    const next = "another horse battery";
    const change = (current: string, to: string) =>
      api.post("/v1/password", { current_password: current, new_password: to }, laptop);
    await expectProblem(await change("not my password", next), "invalid_credentials");
    await expectProblem(await change(password, "short"), "validation_failed");
    expect((await get("/v1/session", phone)).status).toBe(200);
    const changed = await change(password, next);
    expect(changed.status).toBe(204);
    await expectProblem(await get("/v1/session", phone), "session_required");
    expect((await get("/v1/session", cookieOf(changed))).status).toBe(200);
    await expectProblem(await api.post("/v1/session", { email, password }), "invalid_credentials");
    await signIn(email, next);
  });

  test("is refused without its signature", async () => {
    const { session } = await owner();
    const [name = "", value = ""] = session["cookie"]!.split("=");
    const token = decodeURIComponent(value).split(".")[0];
    for (const forged of [token, `${token}.`, `${token}.AAAA`, "x.y", ""]) {
      const cookie = `${name}=${encodeURIComponent(forged ?? "")}`;
      await expectProblem(await get("/v1/session", { cookie }), "session_required");
      await expectProblem(await get("/v1/credits", { cookie }), "session_required");
    }
  });

  test("is refused on requests from another site", async () => {
    const { email, session } = await owner();
    const foreign: Headers[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ];
    for (const headers of foreign) {
      const invited = { email: "x@acme.test", role: "member" };
      await expectProblem(
        await api.post("/v1/invitations", invited, { ...session, ...headers }),
        "cross_site_request",
      );
      await expectProblem(await remove("/v1/session", { ...session, ...headers }), "cross_site_request");
      await expectProblem(await api.post("/v1/session", { email, password }, headers), "cross_site_request");
    }
    const own: Headers[] = [{ "sec-fetch-site": "same-origin" }, { origin: api.url }];
    for (const headers of own) {
      const made = await api.post("/v1/keys", { name: "own" }, { ...session, ...headers });
      expect(made.status).toBe(201);
    }
  });

  test("limits guesses, and an unknown email receives the same answers", async () => {
    await using strict = await startTestApi({
      signInLimit: { name: "sign-in", quota: 3, windowSeconds: 3600 },
    });
    await strict.post("/v1/signup", { email: "ada@acme.test", password });
    const wrong = await strict.post("/v1/session", { email: "ada@acme.test", password: "wrong horse" });
    const unknown = await strict.post("/v1/session", { email: "eve@acme.test", password });
    const problems = [
      await expectProblem(wrong, "invalid_credentials"),
      await expectProblem(unknown, "invalid_credentials"),
    ];
    expect(problems[0]?.detail).toBe(problems[1]?.detail);
    const right = await strict.post("/v1/session", { email: "ada@acme.test", password });
    expect(right.status).toBe(200);
    await expectProblem(
      await strict.post("/v1/session", { email: "ada@acme.test", password: "wrong" }),
      "rate_limited",
    );
    await expectProblem(
      await strict.post("/v1/session", { email: "ada@acme.test", password }),
      "rate_limited",
    );
  });

  test("of a member whose address has non-ASCII letters", async () => {
    const email = "jürgen@müller.test";
    expect((await api.post("/v1/signup", { email, password })).status).toBe(201);
    await signIn(email);
  });
});

describe("members", () => {
  test("a read-only member reads, a member starts jobs, an owner administers", async () => {
    const boss = await owner();
    const reader = await colleague(boss.session, "read_only");
    const worker = await colleague(boss.session, "member");
    const submit = (session: Headers) =>
      api.post(
        "/v1/jobs",
        { kind: "verify", rows: [{ email: "ada@acme.test" }] },
        { ...session, "winnow-mode": "test", "idempotency-key": freshKey() },
      );
    expect((await get("/v1/jobs", reader.session)).status).toBe(200);
    const refused = await expectProblem(await submit(reader.session), "insufficient_scope");
    expect(refused["required"]).toBe("jobs:write");
    expect((await submit(worker.session)).status).toBe(202);
    await expectProblem(await get("/v1/keys", worker.session), "insufficient_scope");
    for (const { session } of [reader, worker]) {
      await expectProblem(
        await api.post("/v1/invitations", { email: "x@acme.test", role: "owner" }, session),
        "insufficient_role",
      );
      await expectProblem(
        await api.post(`/v1/members/${reader.id}/role`, { role: "owner" }, session),
        "insufficient_role",
      );
      await expectProblem(await remove(`/v1/members/${reader.id}`, session), "insufficient_role");
    }
    const listed = (await (await get("/v1/members", reader.session)).json()) as { data: Member[] };
    expect(listed.data.map(({ email, role }) => [email, role])).toEqual([
      [boss.email, "owner"],
      [reader.email, "read_only"],
      [worker.email, "member"],
    ]);
  });

  test("a changed role applies at once, and a removed member is signed out at once", async () => {
    const boss = await owner();
    const worker = await colleague(boss.session, "member");
    const demoted = await api.post(`/v1/members/${worker.id}/role`, { role: "read_only" }, boss.session);
    expect(await demoted.json()).toMatchObject({ id: worker.id, role: "read_only" });
    const bounce = { email: "ada@acme.test", dsn: "5.1.1", received_at: new Date().toISOString() };
    await expectProblem(await api.post("/v1/bounces", bounce, worker.session), "insufficient_scope");
    expect((await remove(`/v1/members/${worker.id}`, boss.session)).status).toBe(204);
    await expectProblem(await get("/v1/session", worker.session), "session_required");
    await expectProblem(
      await api.post("/v1/session", { email: worker.email, password }),
      "invalid_credentials",
    );
  });

  test("the last owner cannot leave, also when two owners remove each other at the same time", async () => {
    const boss = await owner();
    const own = ((await (await get("/v1/session", boss.session)).json()) as SessionAnswer).member.id;
    await expectProblem(await remove(`/v1/members/${own}`, boss.session), "last_owner");
    await expectProblem(
      await api.post(`/v1/members/${own}/role`, { role: "member" }, boss.session),
      "last_owner",
    );
    const second = await colleague(boss.session, "owner");
    const answers = await Promise.all([
      remove(`/v1/members/${own}`, second.session),
      remove(`/v1/members/${second.id}`, boss.session),
    ]);
    const { count } = await api.database.kysely
      .selectFrom("members")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("organization_id", "=", boss.organizationId)
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(1);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });
});

describe("an invitation", () => {
  test("is accepted once by the holder of its token, until it is revoked", async () => {
    const boss = await owner();
    const { token } = await colleague(boss.session, "member");
    const accept = (value: string) => api.post("/v1/invitations/accept", { token: value, password });
    const again = await expectProblem(await accept(token), "validation_failed");
    expect(again.errors).toMatchObject([{ pointer: "/token", code: "unknown_invitation" }]);
    const invited = CreatedInvitation.strict().parse(
      await (
        await api.post("/v1/invitations", { email: "late@acme.test", role: "member" }, boss.session)
      ).json(),
    );
    const listed = await (await get("/v1/invitations", boss.session)).text();
    expect(listed).toContain(invited.id);
    expect(listed).not.toContain(invited.token);
    const stranger = await owner();
    await expectProblem(await remove(`/v1/invitations/${invited.id}`, stranger.session), "not_found");
    expect((await remove(`/v1/invitations/${invited.id}`, boss.session)).status).toBe(204);
    await expectProblem(await accept(invited.token), "validation_failed");
  });

  test("to an address that got an account in the meantime is a conflict, and stays open", async () => {
    const boss = await owner();
    const other = await owner();
    const { token } = CreatedInvitation.parse(
      await (await api.post("/v1/invitations", { email: other.email, role: "member" }, boss.session)).json(),
    );
    await expectProblem(await api.post("/v1/invitations/accept", { token, password }), "email_taken");
    expect(await (await get("/v1/invitations", boss.session)).text()).toContain(other.email);
  });

  test("by the operator allows one sign-up of one address when SIGNUP is invited", async () => {
    await using invited = await startTestApi({ signup: "invited" });
    const before = await invited.counts();
    const signUp = (members: object) =>
      invited.post("/v1/signup", { email: "ada@acme.test", password, ...members });
    const refused = await expectProblem(await signUp({}), "validation_failed");
    expect(refused.errors).toMatchObject([{ pointer: "/invitation", code: "unknown_invitation" }]);
    const invite = await invited.post("/ops/api/invitations", { email: "Ada@acme.test" }, operator);
    const { token: invitation } = CreatedInvitation.parse(await invite.json());
    await expectProblem(await signUp({ invitation, email: "eve@acme.test" }), "validation_failed");
    await expectProblem(
      await invited.post("/v1/invitations/accept", { token: invitation, password }),
      "validation_failed",
    );
    expect(await invited.counts()).toEqual(before);
    expect((await signUp({ invitation })).status).toBe(201);
    await expectProblem(await signUp({ invitation, email: "ada@acme.test" }), "validation_failed");
  });
});
