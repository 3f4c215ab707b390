/** What a member of staff does with a task: find it in the inbox, claim it, fill in the form, confirm. */
import { expect, type Page } from "@playwright/test";

/** Opens the task of a case in the inbox and makes it one's own. */
export async function takeTask(page: Page, caseNumber: string, name: string): Promise<void> {
  await page.goto("/staff/inbox");
  const serial = `${caseNumber.slice(-12, -4)}-${caseNumber.slice(-4)}`;
  await page.getByRole("listitem").filter({ hasText: serial }).getByRole("link", { name }).click();
  await page.getByRole("button", { name: "领取任务" }).click();
  await expect(page.getByRole("button", { name: "退回待领取" })).toBeVisible();
}

/** Hands in what was filled in, and confirms it. */
export async function finishTask(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^提\s?交$/ }).click();
  await page.getByRole("button", { name: "确认提交" }).click();
  // Whoever is refused stays on the page: what it says then is worth more than a time-out.
  await page.waitForURL(/\/staff\/inbox$/, { timeout: 30_000 }).catch(async (cause: unknown) => {
    const said = await page.locator("[role=alert], .ant-message").allInnerTexts();
    throw new Error(`${page.url()} says: ${said.join("; ") || "nothing"}`, { cause });
  });
}
