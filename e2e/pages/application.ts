/** What an applicant does, step by step, on the phone. */
import { expect, type Page } from "@playwright/test";
import { pdf } from "./files.ts";

/** A case that was handed in. */
export interface HandedIn {
  readonly id: string;
  readonly number: string;
  readonly code: string;
}

/** Answers the questions of M02: has a licence, has staff, no cold food, no agent. */
export async function answerQuestions(page: Page): Promise<void> {
  const answers = ["是", "是", "否", "否"];
  const questions = page.getByRole("group");
  await expect(questions).toHaveCount(answers.length);
  for (const [index, answer] of answers.entries()) {
    await questions.nth(index).getByRole("radio", { name: answer }).check();
  }
}

/** Fills in what is not known yet. */
export async function fillForm(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "餐饮服务经营者" }).check();
  await page.getByRole("checkbox", { name: "热食类食品制售" }).check();
  await page.getByLabel(/经营面积/).fill("86");
}

/** Provides each material that is still missing. */
export async function uploadMissing(page: Page): Promise<void> {
  await expect(page.getByText("请逐项提供")).toBeVisible();
  const missing = page.locator("li").filter({ hasText: "待提供" });
  for (let left = await missing.count(); left > 0; left -= 1) {
    await missing
      .first()
      .getByLabel(/选择文件/)
      .setInputFiles(pdf("材料.pdf"));
    await expect(missing).toHaveCount(left - 1);
  }
}

/** From the questions to the receipt; begins at /matters/M02/apply. */
export async function handIn(page: Page, delivery = "电子证照（即时）"): Promise<HandedIn> {
  await answerQuestions(page);
  await page.getByRole("button", { name: "填写申请" }).click();
  await fillForm(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await uploadMissing(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("radio", { name: delivery }).check();
  if (!delivery.startsWith("电子")) await expect(page.getByText("已自动保存")).toBeVisible();
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("heading", { name: "请核对" })).toBeVisible();
  await page.getByRole("checkbox", { name: /我承诺/ }).check();
  await page.getByRole("button", { name: "提交申请" }).click();
  return readReceipt(page);
}

/** Reads number and query code off the receipt. */
export async function readReceipt(page: Page): Promise<HandedIn> {
  await expect(page.getByRole("heading", { name: "提交成功" })).toBeVisible();
  const definitions = page.locator("dl dd");
  await expect(definitions.first()).toContainText(/[0-9A-Z]{40}/);
  const number = /[0-9A-Z]{40,}/.exec((await definitions.first().textContent()) ?? "")?.[0] ?? "";
  const code = ((await definitions.nth(1).textContent()) ?? "").trim();
  const id = /cases\/([^/]+)\/receipt/.exec(page.url())?.[1] ?? "";
  return { id, number, code };
}
