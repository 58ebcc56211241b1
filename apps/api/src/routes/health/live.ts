import { Liveness } from "@winnow/contracts";
import { defineRoute } from "#route/define.ts";

/** The process answers. `/readyz` tells whether it can serve calls. */
export const showLiveness = defineRoute({
  id: "showLiveness",
  tag: "Server",
  summary: "Tell whether the process is alive",
  description: "`GET /readyz` tells whether it can also serve calls.",
  method: "GET",
  path: "/healthz",
  access: "anyone",
  answers: { 200: { description: "The process answers.", json: Liveness } },
  handle() {
    return { status: 200, json: { status: "ok" } };
  },
});
