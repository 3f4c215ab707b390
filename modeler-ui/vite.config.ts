/**
 * Two entries that share little JavaScript: the citizens' portal at `/` and the staff workspace at `/staff/`.
 * The server serves the build with a fall-back to each entry's own index.html.
 */
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = process.env["TONGBAN_URL"] ?? "http://localhost:8080";

/** During development every address below /staff/ is the staff entry, as on the real server. */
const staffFallback: Plugin = {
  name: "staff-fallback",
  configureServer(vite) {
    vite.middlewares.use((request, _response, next) => {
      const [path = ""] = (request.url ?? "").split("?");
      if (path === "/staff" || (path.startsWith("/staff/") && !path.includes("."))) {
        request.url = "/staff/index.html";
      }
      next();
    });
  },
};

export default defineConfig({
  plugins: [react(), staffFallback],
  server: { proxy: { "/api": server, "/v2": server } },
  build: {
    target: "es2023",
    // bpmn-js is one large chunk, loaded only by the pages that draw diagrams.
    chunkSizeWarningLimit: 1600,
    rolldownOptions: {
      input: {
        citizen: resolve(import.meta.dirname, "index.html"),
        staff: resolve(import.meta.dirname, "staff/index.html"),
      },
    },
  },
});
