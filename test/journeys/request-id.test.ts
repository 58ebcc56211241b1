import { createClient, signup } from "@winnow/client";
import { createLogger } from "@winnow/runtime";
import { waitFor } from "@winnow/testing";
import { expect, test } from "vitest";
import { startJourneySystem } from "./standalone.ts";

test("the caller's Request-Id is in every log line about its job: request, plan, chunk, callback", async () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  await using system = await startJourneySystem(
    {},
    createLogger({ name: "journey", level: "info", destination }),
  );
  const baseUrl = system.standalone.url;
  const account = await signup({ baseUrl }, { email: "ada@example.com", password: "a quite long password" });
  const apiKey = account.keys.find(({ mode }) => mode === "test")?.token ?? "";
  const query = new URLSearchParams({ kind: "verify", callback_url: system.receiver.url });
  const response = await fetch(`${baseUrl}/v1/jobs?${query}`, {
    method: "POST",
    headers: {
      "x-api-key": apiKey,
      "content-type": "text/csv",
      "idempotency-key": "one",
      "request-id": "crm-export-42",
    },
    body: "email\nada.lovelace@deliverable.test\n",
  });
  expect(response.headers.get("request-id")).toBe("crm-export-42");
  const { id } = (await response.json()) as { id: string };
  await createClient({ baseUrl, apiKey }).jobs.wait(id);

  const said = () =>
    lines
      .map((line) => JSON.parse(line) as { requestId?: string; jobId?: string; msg: string })
      .filter(({ requestId }) => requestId === "crm-export-42");
  await waitFor("the callbacks", () => said().filter(({ msg }) => msg === "callback posted").length === 2);
  const messages = new Set(said().map(({ msg }) => msg));
  expect([...messages].toSorted()).toEqual([
    "callback posted",
    "plan-job",
    "process-chunk",
    "request answered",
  ]);
  expect(said().every(({ msg, jobId }) => msg === "request answered" || jobId === id)).toBe(true);
});
