/** Server-sent events: one stream for each open page (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
import type { ServerResponse } from "node:http";
import { viewerOf } from "../../http.ts";
import type { Feature } from "../../platform.ts";
import type { Change } from "../../runtime/index.ts";
import { sessionStore } from "../auth/session-store.ts";
import { databaseFacts } from "./live-facts.ts";
import { liveHub } from "./live-hub.ts";

/** A comment this often keeps proxies from closing the stream, and finds pages that are gone. */
const HEARTBEAT_MS = 20_000;
/** Bytes that may wait for a slow page before it is cut off; it comes back and asks for everything anew. */
const BACKLOG_BYTES = 64 * 1024;

/** Registers the feature. */
export const live: Feature = (routes, { database, runtime, clock, config }) => {
  const sessions = sessionStore(database, clock.machineNow, config.sessionMs);
  const hub = liveHub(databaseFacts(database), (error) => routes.log.error(error, "live"));
  const streams = new Set<ServerResponse>();
  // A page whose stream ends opens another, and asks for everything anew.
  const endAll = (): void => {
    for (const stream of streams) stream.end();
  };
  const stopHearing = runtime.subscribe(hub.publish, endAll);
  // Open streams would keep the server from closing.
  routes.addHook("preClose", async () => {
    stopHearing();
    endAll();
  });

  routes.get(
    "/api/events",
    {
      config: { access: "self.use" },
      schema: {
        tags: ["系统 platform"],
        summary: "Server-sent events `change` with {kind, id} of what this viewer may see",
      },
    },
    (request, reply) => {
      const viewer = viewerOf(request);
      const token = request.sessionToken ?? "";
      reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
        "x-content-type-options": "nosniff",
      });
      const write = (text: string): void => {
        if (stream.writableLength > BACKLOG_BYTES) stream.destroy();
        else stream.write(text);
      };
      write("retry: 2000\n\n");
      const leave = hub.join({
        viewer,
        tell: (change: Change) => write(`event: change\ndata: ${JSON.stringify(change)}\n\n`),
      });
      const heartbeat = setInterval(() => {
        write(": still here\n\n");
        // A stream must not outlive its session.
        sessions.isOpen(token).then(
          (isOpen) => isOpen || stream.end(),
          () => stream.end(),
        );
      }, HEARTBEAT_MS);
      streams.add(stream);
      stream.on("close", () => {
        clearInterval(heartbeat);
        leave();
        streams.delete(stream);
      });
    },
  );
};
