import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { createSecret } from "#secret.ts";
import { signDelivery } from "#sign.ts";

const delivery = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
};
const secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

test.each([secret, `whsec_${secret}`])(
  "the interoperability vector of Standard Webhooks, with %s",
  (given) => {
    expect(signDelivery({ secrets: [given], ...delivery })).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": signature,
    });
  },
);

test("during a rotation, receivers with either secret accept, and others refuse", () => {
  const [next, previous, foreign] = [createSecret(), createSecret(), createSecret()];
  const body = JSON.stringify({ type: "ping", text: "Grüße 🎉 \ud800" });
  const headers = {
    ...signDelivery({ secrets: [next, previous], id: "evt_1", timestamp: new Date(), body }),
  };
  expect(headers["webhook-signature"].split(" ")).toHaveLength(2);
  const bytes = Buffer.from(body, "utf8");
  expect(new Webhook(next).verify(bytes, headers)).toMatchObject({ type: "ping" });
  expect(new Webhook(previous).verify(bytes, headers)).toMatchObject({ type: "ping" });
  expect(() => new Webhook(foreign).verify(bytes, headers)).toThrow("No matching signature found");
  expect(() => new Webhook(next).verify(`${body} `, headers)).toThrow("No matching signature found");
});

test("the README's manual verification agrees", () => {
  const key = Buffer.from(secret, "base64");
  const byHand = createHmac("sha256", key)
    .update(`${delivery.id}.1614265330.${delivery.body}`)
    .digest("base64");
  expect(`v1,${byHand}`).toBe(signature);
});

test("signing without a secret, or with an invalid one, is refused", () => {
  expect(() => signDelivery({ secrets: [], ...delivery })).toThrow(RangeError);
  expect(() => signDelivery({ secrets: ["whsec_"], ...delivery })).toThrow("Secret can't be empty");
  expect(() => signDelivery({ secrets: ["whsec_!!!!"], ...delivery })).toThrow();
});
