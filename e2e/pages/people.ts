/** People of the sample city, each in a browser of their own. */
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { phone } from "./accessibility.ts";

const PASSWORD = "Tongban-2026";

/** What a page complains about that a person would not see: collected, so that a journey can insist on none. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A visitor without a session is told so by 401: that is an answer, not a fault.
    if (message.type() === "error" && !message.text().includes("401"))
      complaints.push(message.text());
  });
  return complaints;
}

/** A citizen on the phone, logged in at `path`. */
export async function citizen(browser: Browser, username: string, path = "/"): Promise<Page> {
  const page = await (await browser.newContext({ viewport: phone })).newPage();
  await page.goto(`/login?from=${encodeURIComponent(path)}`);
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("button", { name: /退出/ })).toBeVisible();
  return page;
}

/** A member of staff at the desk, logged in at `path` below /staff. */
export async function staff(browser: Browser, username: string, path = "/inbox"): Promise<Page> {
  const context: BrowserContext = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`/staff${path}`);
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: /^登\s?录$/ }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  return page;
}
