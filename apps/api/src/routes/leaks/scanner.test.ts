import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi } from "#fixture/test-api.ts";
import { loadScannerKeys } from "#leak/scanner-keys.ts";

const host = generateKeyPairSync("ec", { namedCurve: "P-256" });
const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
const identifier = "f9525bf080f75b3506ca1ead061add62b8633a346606dc5fe544e29231c6ee0d";

let directory: string;
let api: TestApi;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "winnow-scanner-"));
  const pem = host.publicKey.export({ type: "spki", format: "pem" });
  const file = await save({ public_keys: [{ key_identifier: identifier, key: pem, is_current: true }] });
  api = await startTestApi({ leakScannerKeys: await loadScannerKeys(file) });
});
afterAll(() => api[Symbol.asyncDispose]());

async function save(content: unknown): Promise<string> {
  const file = join(directory, `${Math.random()}.json`);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

function report(leaks: unknown, how: { key?: typeof host; identifier?: string; signature?: string } = {}) {
  const body = JSON.stringify(leaks);
  const signature = sign("sha256", Buffer.from(body), (how.key ?? host).privateKey).toString("base64");
  return api.fetch("/v1/leaks/scanner", {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "github-public-key-identifier": how.identifier ?? identifier,
      "github-public-key-signature": how.signature ?? signature,
    },
  });
}

test("a scanner's signed report revokes the keys in it, and says which tokens were keys", async () => {
  const organization = await api.signUp();
  const token = organization.test["authorization"]!.slice("Bearer ".length);
  const none = "wn_live_0000000000000000000000000000000000000000";
  const response = await report([
    { token, type: "winnow_api_key", url: "https://code.example/x", source: "content" },
    { token: none, type: "winnow_api_key", url: "", source: "commit" },
  ]);
  expect(await response.json()).toEqual([
    { token_raw: token, token_type: "winnow_api_key", label: "true_positive" },
    { token_raw: none, token_type: "winnow_api_key", label: "false_positive" },
  ]);
  await expectProblem(await api.fetch("/v1/credits", { headers: organization.test }), "revoked_key");
  expect((await api.fetch("/v1/credits", { headers: organization.live })).status).toBe(200);
});

test("a report signed by an unknown scanner revokes no key", async () => {
  const organization = await api.signUp();
  const leaks = [{ token: organization.test["authorization"]!.slice(7), type: "winnow_api_key" }];
  for (const how of [{ key: other }, { identifier: "unknown" }, { signature: "" }, { signature: "AAAA" }]) {
    await expectProblem(await report(leaks, how), "invalid_signature");
  }
  expect((await api.fetch("/v1/credits", { headers: organization.test })).status).toBe(200);
});

test("a signed report of another shape is refused", async () => {
  await expectProblem(await report({ token: "x" }), "validation_failed");
  await expectProblem(await report([{ type: "winnow_api_key" }]), "validation_failed");
});

test("without a key set the call is not found", async () => {
  await using plain = await startTestApi();
  await expectProblem(await plain.post("/v1/leaks/scanner", []), "not_found");
});

test("an invalid key set stops the start and names the setting", async () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
  const pem = rsa.export({ type: "spki", format: "pem" });
  for (const content of ["{", { public_keys: [] }, { public_keys: [{ key_identifier: "x", key: pem }] }]) {
    await expect(loadScannerKeys(await save(content))).rejects.toThrow("LEAK_SCANNER_KEYS_FILE");
  }
  await expect(loadScannerKeys(join(directory, "missing.json"))).rejects.toThrow("LEAK_SCANNER_KEYS_FILE");
});
