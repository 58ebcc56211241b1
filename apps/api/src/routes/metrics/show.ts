import { defineRoute } from "#route.ts";

/** Figures for Prometheus, in its text format. */
export const showMetrics = defineRoute({
  method: "GET",
  path: "/metrics",
  access: "operator",
  produces: ["text/plain"],
  async handle({ api, response }) {
    const text = await api.metrics.render();
    response.set("Content-Type", api.metrics.contentType).send(text);
  },
});
