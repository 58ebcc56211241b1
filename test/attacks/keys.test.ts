import { afterAll, beforeAll, expect, test } from "vitest";
import { startLiveServer, type LiveServer } from "../deployment/live-server.ts";
import { bearer, credits, post, signUp, type Account } from "./callers.ts";

interface Made {
  readonly id: string;
  readonly token: string;
}

let server: LiveServer;
let account: Account;
let ownerKeyId: string;
beforeAll(async () => {
  server = await startLiveServer();
  account = await signUp(server);
  const list = await fetch(`${server.url}/v1/keys`, { headers: bearer(account.live) });
  const { data } = (await list.json()) as { data: { id: string }[] };
  ownerKeyId = data[0]?.id ?? "";
});
afterAll(() => server[Symbol.asyncDispose]());

async function makeKey(fields: object): Promise<Made> {
  const made = await post(server, "/v1/keys", { name: "made", ...fields }, bearer(account.live));
  expect(made.status).toBe(201);
  return (await made.json()) as Made;
}

async function roll(id: string, token: string): Promise<string> {
  const answer = await post(server, `/v1/keys/${id}/roll`, { reason: "exposed" }, bearer(token));
  const { code } = (await answer.json()) as { code?: string };
  return `${answer.status} ${code ?? ""}`.trim();
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

test.each([
  { what: "fewer scopes", fields: { scopes: ["keys:write"] } },
  { what: "an end", fields: { expires_at: inAnHour() } },
  { what: "few addresses", fields: { allowed_addresses: ["127.0.0.1"] } },
  { what: "a ceiling", fields: { max_credits_total: 1 } },
])("a key with $what does not get the token of the owner's key by rolling it", async ({ fields }) => {
  const narrow = await makeKey(fields);
  expect(await roll(ownerKeyId, narrow.token)).toBe("403 insufficient_scope");
  expect(await credits(server, account.live)).toBe(200);
});

test("a narrow key rolls itself, and keys that can do no more", async () => {
  const narrow = await makeKey({ scopes: ["keys:write", "usage:read"] });
  const narrower = await makeKey({ scopes: ["usage:read"] });
  expect(await roll(narrower.id, narrow.token)).toBe("200");
  expect(await roll(narrow.id, narrow.token)).toBe("200");
});
