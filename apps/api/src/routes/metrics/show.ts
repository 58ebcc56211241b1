import { defineRoute } from "#route/define.ts";

/** Metrics for Prometheus, in its text format. */
export const showMetrics = defineRoute({
  id: "showMetrics",
  tag: "Server",
  summary: "Get metrics",
  description: "In the text format of Prometheus.",
  method: "GET",
  path: "/metrics",
  access: "operator",
  answers: {
    200: {
      description: "The metrics of this process and of the tables.",
      media: {
        "text/plain": {
          description: "One sample in each line.",
          example: 'winnow_wallet_credits{mode="test",bucket="available"} 96\n',
        },
      },
    },
  },
  async handle({ response, api }) {
    const text = await api.metrics.render();
    response.set("Content-Type", api.metrics.contentType).send(text);
  },
});
