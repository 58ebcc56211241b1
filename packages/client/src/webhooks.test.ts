import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { createWebhookSecret, signWebhook, verifyWebhook } from "#webhooks.ts";

const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const event = {
  type: "rows.batch",
  timestamp: "2026-01-01T00:00:00Z",
  sequence: 1,
  data: { job_id: "job_1", page: 1, rows: [] },
};
const body = JSON.stringify(event);

function headersOf(text: string, at = new Date()) {
  return {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign("evt_1", at, text),
  };
}

test("a callback with a valid signature is read, in every form of headers and body", () => {
  expect(verifyWebhook(secret, headersOf(body), body)).toEqual(event);
  expect(verifyWebhook(secret, new Headers(headersOf(body)), new TextEncoder().encode(body))).toEqual(event);
  const capitals = Object.fromEntries(
    Object.entries(headersOf(body)).map(([name, value]) => [name.toUpperCase(), value]),
  );
  expect(verifyWebhook(secret, { ...capitals, "X-Other": undefined }, body)).toEqual(event);
});

test("an altered body, another secret, an old callback and a missing header are refused", () => {
  const old = new Date(Date.now() - 6 * 60_000);
  const other = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
  for (const verify of [
    () => verifyWebhook(secret, headersOf(body), `${body} `),
    () => verifyWebhook(other, headersOf(body), body),
    () => verifyWebhook(secret, headersOf(body, old), body),
    () => verifyWebhook(secret, {}, body),
    () => verifyWebhook(secret, headersOf(body), new Uint8Array([0xff])),
  ]) {
    expect(verify).toThrow(expect.objectContaining({ code: "invalid_signature" }));
  }
});

test("an event of a newer server is returned unchanged, after its signature was checked", () => {
  const newer = {
    type: "mailbox.full",
    timestamp: "2030-01-01T00:00:00Z",
    sequence: 1,
    data: { a: 1 },
    b: 2,
  };
  const text = JSON.stringify(newer);
  expect(verifyWebhook(secret, headersOf(text), text)).toEqual(newer);
  expect(() => verifyWebhook(secret, headersOf(body), text)).toThrow(
    expect.objectContaining({ code: "invalid_signature" }),
  );
});

test("a switch over the type knows the data of each known type, and has a default for others", () => {
  const describe = (text: string): string => {
    const received = verifyWebhook(secret, headersOf(text), text);
    switch (received.type) {
      case "rows.batch":
        return received.data.rows.map(({ row, status }) => `${row} ${status}`).join();
      case "ping":
        return received.data.webhook_id;
      default:
        return `${received.type} is not handled`;
    }
  };
  const rows = [{ row: 1, status: "verified" }];
  expect(describe(JSON.stringify({ ...event, data: { ...event.data, rows } }))).toBe("1 verified");
  expect(describe(JSON.stringify({ ...event, type: "ping", data: { webhook_id: "end_1" } }))).toBe("end_1");
  expect(describe(JSON.stringify({ ...event, type: "mailbox.full" }))).toBe("mailbox.full is not handled");
});

test.each(["", "null", "[]", "{", '{"type":"ping"}', '{"type":1,"data":{}}', '{"data":{}}'])(
  "a signed body that is not an event is refused: %s",
  (text) => {
    expect(() => verifyWebhook(secret, headersOf(text), text)).toThrow(
      expect.objectContaining({ code: "unexpected_event" }),
    );
  },
);

test("a secret that is not base64 is refused", () => {
  expect(() => verifyWebhook("whsec_", headersOf(body), body)).toThrow("Secret");
});

test("a signature is that of the specification, and no two secrets are the same", () => {
  // The example of the specification.
  const known = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: '{"test": 2432232314}' };
  expect(
    signWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", { ...known, at: new Date(1_614_265_330_000) }),
  ).toEqual({
    "webhook-id": known.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
  const fresh = createWebhookSecret();
  expect(fresh).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(createWebhookSecret()).not.toBe(fresh);
  expect(verifyWebhook(fresh, signWebhook(fresh, { id: "evt_1", body }), body)).toEqual(event);
});
