import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createSecret } from "#secret.ts";
import { signDelivery } from "#sign.ts";

interface Recipe {
  isGenuine(secret: string, headers: object, rawBody: Buffer, nowSeconds?: number): boolean;
}

test("the README's manual verification accepts genuine deliveries and refuses others", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const code = /<!-- run by src\/readme\.test\.ts -->\s*```js\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const { isGenuine }: Recipe = await import(`data:text/javascript,${encodeURIComponent(code)}`);

  const vector = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  };
  const body = Buffer.from('{"test": 2432232314}');
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  expect(isGenuine(secret, vector, body, 1_614_265_330)).toBe(true);
  expect(isGenuine(secret, vector, body)).toBe(false);
  expect(isGenuine(secret, vector, Buffer.from("{}"), 1_614_265_330)).toBe(false);
  expect(isGenuine(secret, { ...vector, "webhook-timestamp": "soon" }, body, 1_614_265_330)).toBe(false);

  const [next, previous] = [createSecret(), createSecret()];
  const delivery = { id: "evt_1", timestamp: new Date(), body: "{}" };
  const rotating = signDelivery({ secrets: [next, previous], ...delivery });
  expect(isGenuine(next, rotating, Buffer.from("{}"))).toBe(true);
  expect(isGenuine(previous, rotating, Buffer.from("{}"))).toBe(true);
  expect(isGenuine(createSecret(), rotating, Buffer.from("{}"))).toBe(false);
});
