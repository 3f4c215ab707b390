/** `npm run test:examples`: what needs Java and Python, which `npm test` does not ask for. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["server/testing/examples.check.ts"],
    globalSetup: ["server/testing/postgres.global-setup.ts"],
    env: { TZ: "Asia/Shanghai" },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
