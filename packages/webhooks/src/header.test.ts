import { expect, test } from "vitest";
import { checkFraming, checkHeaders } from "#header.ts";

test("custom headers of a customer are accepted", () => {
  const headers = { authorization: "Bearer x", "X-Api-Key": "y", "content-type": "application/json" };
  expect(checkHeaders(headers)).toEqual({ ok: true });
});

test.each(["Host", "content-length", "Transfer-Encoding", "connection", "Upgrade", "expect"])(
  "%s frames the message and is refused",
  (name) => {
    expect(checkFraming({ [name]: "x" })).toMatchObject({ ok: false, code: "forbidden_header", name });
  },
);

test.each([
  ["x y", "z"],
  ["", "z"],
  ["x", "a\r\nhost: evil.test"],
  ["x", "a\0"],
  ["x", "\u2028"],
])("name %j with value %j is not valid HTTP", (name, value) => {
  expect(checkHeaders({ [name]: value })).toMatchObject({ ok: false, code: "forbidden_header", name });
});

test("headers that Winnow sets itself cannot be registered, but are sent", () => {
  for (const name of ["Webhook-Signature", "webhook-id", "winnow-attempt"]) {
    expect(checkHeaders({ [name]: "x" })).toMatchObject({ ok: false, code: "forbidden_header", name });
    expect(checkFraming({ [name]: "x" })).toEqual({ ok: true });
  }
});
