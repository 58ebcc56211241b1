import { defineRoute } from "#route.ts";

/** The process answers. Whether it can work is another question: `/readyz`. */
export const showLiveness = defineRoute({
  method: "GET",
  path: "/healthz",
  access: "anyone",
  handle({ response }) {
    response.json({ status: "ok" });
  },
});
