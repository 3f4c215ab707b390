/** The web build: files as they are, the two entries for every other page, problems for everything under /api. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { Problem } from "../errors.ts";
import type { Routes } from "../http.ts";
import { answer } from "./problems.ts";

const MACHINE_PATHS = /^\/(?:api|v2|livez|healthz|metrics)(?:[/?]|$)/;

/** Registers the files of `webDirectory` where it is built, and what answers when nothing matches. */
export async function registerWeb(app: Routes, webDirectory: string): Promise<void> {
  const isBuilt = existsSync(join(webDirectory, "index.html"));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: webDirectory,
      wildcard: true,
      redirect: false,
      // Names of built files carry a hash of their content; pages do not.
      setHeaders: (reply, path) => {
        const isHashed = path.includes("/assets/");
        reply.header(
          "cache-control",
          isHashed ? "public, max-age=31536000, immutable" : "no-cache",
        );
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === "GET" || request.method === "HEAD";
    const isFile = /\.[a-z0-9]+(?:\?|$)/i.test(request.url);
    if (!isBuilt || !isPage || isFile || MACHINE_PATHS.test(request.url)) {
      return answer(request, reply, new Problem("NOT_FOUND"));
    }
    const entry = /^\/staff(?:[/?]|$)/.test(request.url) ? "staff/index.html" : "index.html";
    return reply.sendFile(entry);
  });
}
