import { expect, test } from "@playwright/test";

test("the server says that it lives and that it is ready", async ({ request }) => {
  for (const path of ["/livez", "/healthz"]) {
    expect((await request.get(path)).status(), path).toBe(200);
  }
});
