/**
 * Security headers. Scripts come from this server only. Inline *styles* are allowed because antd and diagram-js write style
 * elements; the diagram's fonts and the QR codes are data URLs, photos are shown from blobs before they are sent.
 */
import helmet from "@fastify/helmet";
import type { Routes } from "../http.ts";

/** Registers the headers; `https` says whether people reach the server over TLS. */
export async function registerSecurityHeaders(app: Routes, https: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        frameSrc: ["'self'", "blob:"],
        mediaSrc: ["'self'", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(https && { upgradeInsecureRequests: [] }),
      },
    },
    // An issued PDF is shown in a frame of our own page.
    frameguard: { action: "sameorigin" },
    hsts: https ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "same-origin" },
  });
  app.addHook("onSend", async (request, reply) => {
    // Answers of the API are one person's; a feature that wants them kept says so.
    if (
      request.routeOptions.url?.startsWith("/api/") === true &&
      !reply.hasHeader("cache-control")
    ) {
      reply.header("cache-control", "no-store");
    }
    reply.header(
      "permissions-policy",
      "camera=(self), geolocation=(self), microphone=(), payment=()",
    );
  });
}
