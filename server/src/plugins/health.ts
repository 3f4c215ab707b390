/** Alive, ready, and the numbers for Prometheus. */
import { type Registry, collectDefaultMetrics, Histogram } from "prom-client";
import type { Routes } from "../http.ts";

/** Registers `/livez`, `/healthz` and `/metrics`; `isReady` asks what the server stands on. */
export function registerHealth(
  app: Routes,
  registry: Registry,
  isReady: () => Promise<boolean>,
): void {
  collectDefaultMetrics({ register: registry, prefix: "tongban_" });
  const duration = new Histogram({
    name: "tongban_http_request_duration_seconds",
    help: "Time to answer, by route pattern",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    duration.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  const hidden = { schema: { hide: true } };
  app.get("/livez", hidden, () => ({ status: "alive" }));
  app.get("/healthz", hidden, async (_request, reply) => {
    const ready = await isReady().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "unavailable" });
  });
  app.get("/metrics", hidden, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
