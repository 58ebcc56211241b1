import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import type { QueueBackend } from "#backend.ts";
import { breakingCases } from "#conformance/breaking.ts";
import { delayingCases } from "#conformance/delaying.ts";
import { listeningCases } from "#conformance/listening.ts";
import { ringingCases } from "#conformance/ringing.ts";
import type { BackendServer } from "#conformance/server.ts";
import { useStage } from "#conformance/stage.ts";

/** What a bell and its listeners promise, on any backend. Each case has the server empty and for itself. */
export function bellConformance(name: string, startServer: () => Promise<BackendServer>): void {
  describe(name, () => {
    let server: BackendServer;
    let backend: QueueBackend;
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server?.[Symbol.asyncDispose]());
    beforeEach(async () => {
      backend = await server.fresh();
    });
    const play = { stage: useStage(() => backend), server: () => server };
    ringingCases(play);
    delayingCases(play);
    listeningCases(play);
    breakingCases(play);
  });
}
