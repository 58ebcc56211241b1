import { expect, test } from "vitest";
import { startLiveServer } from "../deployment/live-server.ts";
import { PASSWORD, post, signUp } from "./callers.ts";

async function statusOf(answer: Promise<Response>): Promise<number> {
  return (await answer).status;
}

test("guesses that are made at the same time do not pass the limit of an account", async () => {
  await using server = await startLiveServer();
  const { email } = await signUp(server);
  const guesses = Array.from({ length: 60 }, (_, guess) =>
    statusOf(post(server, "/v1/session", { email, password: `a wrong guess ${guess}` })),
  );
  const statuses = await Promise.all(guesses);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(50);
});

test("guesses at many accounts do not pass the limit of an address", async () => {
  await using server = await startLiveServer({
    signInLimit: { name: "sign-in", quota: 5, windowSeconds: 600 },
  });
  const guesses = Array.from({ length: 20 }, (_, guess) =>
    statusOf(post(server, "/v1/session", { email: `eve-${guess}@acme.test`, password: PASSWORD })),
  );
  const statuses = await Promise.all(guesses);
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
});

test("hashing for strangers leaves the other callers their answers", async () => {
  await using server = await startLiveServer();
  const flood = Array.from({ length: 200 }, (_, guess) =>
    statusOf(post(server, "/v1/session", { email: `eve-${guess}@acme.test`, password: PASSWORD })),
  );
  const page = await fetch(`${server.url}/openapi.json`, { headers: { "accept-encoding": "br" } });
  expect(page.headers.get("content-encoding")).toBe("br");
  await page.text();
  const statuses = await Promise.all(flood);
  const [checked, turnedAway] = [401, 503].map((each) => statuses.filter((status) => status === each).length);
  expect(checked).toBeGreaterThan(0);
  expect(turnedAway).toBeGreaterThan(0);
  expect((checked ?? 0) + (turnedAway ?? 0)).toBe(200);
});

test("an invented invitation costs no hash", async () => {
  await using server = await startLiveServer();
  const guesses = Array.from({ length: 200 }, (_, guess) =>
    statusOf(post(server, "/v1/invitations/accept", { token: `wninv_${guess}`, password: PASSWORD })),
  );
  // Were each of them hashed, most would be turned away with 503.
  expect(new Set(await Promise.all(guesses))).toEqual(new Set([422]));
});

test.each([
  "password123",
  "1234567890",
  "qwertyuiop!",
  "aaaaaaaaaaaa",
  "abcabcabcabc",
  "iloveyou2024!",
  "Grace.Hopper1",
])("the password %s is refused at sign-up", async (password) => {
  await using server = await startLiveServer();
  const answer = await post(server, "/v1/signup", { email: "grace.hopper@navy.test", password });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/password", code: "weak_password" }] });
});

test("what is not an address is told so at sign-in", async () => {
  await using server = await startLiveServer();
  expect(await statusOf(post(server, "/v1/session", { email: "000", password: PASSWORD }))).toBe(422);
});
