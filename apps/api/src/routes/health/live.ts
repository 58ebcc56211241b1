import { Liveness } from "@winnow/contracts";
import { defineRoute } from "#route/define.ts";

/** The process answers. Whether it can work is another question: `/readyz`. */
export const showLiveness = defineRoute({
  id: "showLiveness",
  tag: "Server",
  summary: "Tell whether the process is alive",
  description: "Whether it can also do its work is told by `GET /readyz`.",
  method: "GET",
  path: "/healthz",
  access: "anyone",
  answers: { 200: { description: "The process answers.", json: Liveness } },
  handle() {
    return { status: 200, json: { status: "ok" } };
  },
});
