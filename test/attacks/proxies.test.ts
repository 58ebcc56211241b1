import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { freePort } from "@winnow/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startLiveServer, type LiveServer } from "../deployment/live-server.ts";
import { isRunnable, proxies } from "../proxies/installed.ts";
import { startProxy, type Proxy, type ProxiedCall } from "../proxies/proxy.ts";
import { bearer, PASSWORD, signUp, type Account } from "./callers.ts";

const JSON_BODY = { "content-type": "application/json" };

for (const name of proxies) {
  describe.skipIf(!isRunnable(name))(`behind ${name}`, () => {
    let server: LiveServer;
    let proxy: Proxy;
    let account: Account;
    beforeAll(async () => {
      const port = await freePort();
      server = await startLiveServer({
        publicUrl: `https://localhost:${port}`,
        trustedProxies: ["127.0.0.1"],
        failedAuthenticationLimit: { name: "failed-authentication", quota: 3, windowSeconds: 600 },
        signupLimit: { name: "signup", quota: 2, windowSeconds: 600 },
      });
      account = await signUp(server);
      proxy = await startProxy(name, server.url, port);
    });
    afterAll(async () => {
      await proxy[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    });

    const statusOf = async (path: string, call?: ProxiedCall) => {
      const answer = await proxy.call(path, call);
      answer.resume();
      return answer.statusCode;
    };
    const statusesOf = async (count: number, path: string, call: (one: number) => ProxiedCall) => {
      const statuses = [];
      for (let one = 0; one < count; one += 1) statuses.push(await statusOf(path, call(one)));
      return statuses;
    };

    test("wrong keys block the address that sent them, whatever it says of itself, and no other", async () => {
      const guess = (one: number, from: string) => ({
        from,
        headers: {
          ...bearer("wn_live_guess"),
          "x-forwarded-for": `203.0.113.${one}`,
          forwarded: `for=203.0.113.${one}`,
        },
      });
      const statuses = await statusesOf(6, "/v1/credits", (one) => guess(one, "127.0.0.2"));
      expect(statuses).toEqual([401, 401, 401, 429, 429, 429]);
      expect(await statusOf("/v1/credits", guess(0, "127.0.0.3"))).toBe(401);
    });

    test("sign-ups are limited by the caller's address", async () => {
      const signup = (one: number, from: string) => ({
        method: "POST",
        from,
        headers: JSON_BODY,
        body: JSON.stringify({ email: `${name}-${from}-${one}@acme.test`, password: PASSWORD }),
      });
      expect(await statusesOf(3, "/v1/signup", (one) => signup(one, "127.0.0.4"))).toEqual([201, 201, 429]);
      expect(await statusOf("/v1/signup", signup(0, "127.0.0.5"))).toBe(201);
    });

    test("a key works from its own address alone", async () => {
      const made = await proxy.call("/v1/keys", {
        method: "POST",
        headers: { ...JSON_BODY, ...bearer(account.live) },
        body: JSON.stringify({ name: "office", allowed_addresses: ["127.0.0.6"] }),
      });
      const { token } = JSON.parse(await text(made)) as { token: string };
      expect(await statusOf("/v1/credits", { headers: bearer(token), from: "127.0.0.6" })).toBe(200);
      expect(await statusOf("/v1/credits", { headers: bearer(token), from: "127.0.0.7" })).toBe(403);
    });

    test("sessions open for pages of this server, with cookies for TLS only, and for no other page", async () => {
      const signIn = (origin: string) => ({
        method: "POST",
        headers: { ...JSON_BODY, origin },
        body: JSON.stringify({ email: account.email, password: PASSWORD }),
      });
      const opened = await proxy.call("/v1/session", signIn(proxy.url));
      opened.resume();
      expect(opened.statusCode).toBe(200);
      expect(opened.headers["set-cookie"]?.join()).toMatch(/; Secure/i);
      expect(await statusOf("/v1/session", signIn("https://evil.example"))).toBe(403);
    });

    test("a large file arrives, and its job's events do before the job has ended", async () => {
      const rows = Array.from(
        { length: 200_000 },
        (_, row) => `row-${row}@sound.deliverable.test;${"x".repeat(40)}`,
      );
      const accepted = await proxy.call("/v1/jobs?kind=verify&max_credits=1&on_insufficient=hold", {
        method: "POST",
        headers: { ...bearer(account.test), "content-type": "text/csv", "idempotency-key": name },
        body: `email;note\n${rows.join("\n")}\n`,
      });
      expect(accepted.statusCode).toBe(202);
      const { id } = JSON.parse(await text(accepted)) as { id: string };
      const stream: IncomingMessage = await proxy.call(`/v1/jobs/${id}/events`, {
        headers: bearer(account.test),
      });
      let seen = "";
      for await (const block of stream) {
        seen += String(block);
        if (seen.includes("event: progress")) break;
      }
      expect(seen).toContain(id);
    });

    test("operators' pages are not there", async () => {
      for (const path of ["/ops", "/ops/api/doctor", "/metrics"]) {
        expect(await statusOf(path, { headers: bearer(server.operatorToken) })).toBe(404);
      }
    });
  });
}
