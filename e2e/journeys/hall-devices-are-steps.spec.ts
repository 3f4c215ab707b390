/** J13: the booking code draws a number, the screen calls it, the cabinet opens, the evaluator asks; a device that is gone is no end. */
import { expect, type Browser, type Page, test } from "@playwright/test";
import { expectAccessible } from "../pages/accessibility.ts";
import {
  answerQuestions,
  fillForm,
  type HandedIn,
  readReceipt,
  uploadMissing,
} from "../pages/application.ts";
import { finishTask, takeTask } from "../pages/desk.ts";
import { png } from "../pages/files.ts";
import { citizen, staff } from "../pages/people.ts";

const DAY_MS = 86_400_000;

interface Visit extends HandedIn {
  readonly bookingCode: string;
  /** YYYY-MM-DD */
  readonly date: string;
}

/** The next day on which a visit can be booked, by the server's clock. */
async function bookableDay(page: Page): Promise<string> {
  const { now } = (await (await page.request.get("/api/clock")).json()) as { now: string };
  for (let ahead = 1; ahead <= 14; ahead += 1) {
    const date = new Date(Date.parse(now) + ahead * DAY_MS + 8 * 3_600_000)
      .toISOString()
      .slice(0, 10);
    const answer = await page.request.get(`/api/bookings/slots?matterId=M02&date=${date}`);
    const { slots } = (await answer.json()) as { slots: { remaining: number }[] };
    if (slots.some(({ remaining }) => remaining > 0)) return date;
  }
  throw new Error("No day can be booked");
}

/** Applies for a visit to the window, with delivery by the cabinet. */
async function bookVisit(page: Page): Promise<Visit> {
  await answerQuestions(page);
  await page.getByRole("button", { name: "填写申请" }).click();
  await fillForm(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await uploadMissing(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("radio", { name: /到大厅窗口办理/ }).check();
  const date = await bookableDay(page);
  await page.getByLabel("预约日期").fill(date);
  await page
    .getByRole("button", { name: /余 \d+/ })
    .first()
    .click();
  const booked = page.getByText(/已预约 .*预约码/);
  await expect(booked).toBeVisible();
  const bookingCode = /预约码 (\w+)/.exec((await booked.textContent()) ?? "")?.[1] ?? "";
  await page.getByRole("radio", { name: "智能取件柜" }).check();
  await expect(page.getByText("已自动保存")).toBeVisible();
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("checkbox", { name: /我承诺/ }).check();
  await page.getByRole("button", { name: "提交申请" }).click();
  return { ...(await readReceipt(page)), bookingCode, date };
}

/** Moves the demonstration clock to nine o'clock of a day, unless it is later already. */
async function goToMorning(browser: Browser, date: string): Promise<void> {
  const admin = await staff(browser, "admin", "/incidents");
  const { now } = (await (await admin.request.get("/api/clock")).json()) as { now: string };
  const minutes = Math.ceil((Date.parse(`${date}T09:00:00+08:00`) - Date.parse(now)) / 60_000);
  if (minutes <= 0) return;
  const me = (await (await admin.request.get("/api/me")).json()) as { csrfToken: string };
  const answer = await admin.request.post("/api/demo/clock", {
    data: { advance: `PT${minutes}M` },
    headers: { "x-csrf-token": me.csrfToken },
  });
  expect(answer.status()).toBe(200);
}

function device(page: Page, name: RegExp): ReturnType<Page["getByRole"]> {
  return page.getByRole("article", { name });
}

/** The visitor holds the code under the ticket machine's reader; answers the number drawn. */
async function drawNumber(hall: Page, bookingCode: string): Promise<string> {
  const machine = device(hall, /取号机/);
  await machine.getByLabel("预约码").fill(bookingCode);
  await machine.getByRole("button", { name: "扫码取号" }).click();
  const number = machine.locator(".machine-ticket strong");
  await expect(number).toHaveText(/^A\d{3}$/);
  return (await number.textContent()) ?? "";
}

async function decide(browser: Browser, clerk: Page, number: string): Promise<void> {
  await takeTask(clerk, number, "受理审查");
  await clerk.getByRole("radio", { name: "受理", exact: true }).check();
  await finishTask(clerk);
  const inspector = await staff(browser, "liuyang");
  await takeTask(inspector, number, "现场核查");
  await inspector
    .getByLabel(/同行|另一名|核查人员/)
    .first()
    .fill("孙立");
  await inspector.getByRole("checkbox").first().check();
  await inspector.getByRole("radio", { name: /^(通过|符合)/ }).check();
  await inspector.locator('input[type="file"]').first().setInputFiles(png("现场.png"));
  await expect(inspector.getByRole("img", { name: /照片/ })).toBeVisible();
  await finishTask(inspector);
  const reviewer = await staff(browser, "liqiang");
  await takeTask(reviewer, number, "审查");
  await reviewer.getByRole("radio").first().check();
  await reviewer.getByLabel(/意见/).last().fill("通过");
  await finishTask(reviewer);
  const approver = await staff(browser, "zhengkai");
  await takeTask(approver, number, "审批决定");
  await approver.getByRole("radio", { name: /准予/ }).check();
  await approver.getByLabel(/意见/).last().fill("同意");
  await finishTask(approver);
}

test("a visit runs over real devices, and goes on without the one that is unplugged", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const applicant = await citizen(browser, "linxiaoyan", "/matters/M02/apply");
  const visit = await bookVisit(applicant);
  await goToMorning(browser, visit.date);
  const hall = await staff(browser, "qinchuan", "/simulators");
  await expectAccessible(hall);
  const clerk = await staff(browser, "wangfang");

  const ticket = await drawNumber(hall, visit.bookingCode);
  await takeTask(clerk, visit.number, "叫号");
  await clerk.getByRole("textbox").first().fill("A03");
  await finishTask(clerk);
  await expect(device(hall, /叫号屏/)).toContainText(ticket);

  await decide(browser, clerk, visit.number);
  await applicant.goto(`/cases/${visit.id}`);
  const code = applicant.locator(".c-next .c-code");
  await expect(code).toHaveText(/^\d{6}$/);
  const cabinet = device(hall, /取件柜/);
  await cabinet.getByLabel("取件码").fill((await code.textContent()) ?? "");
  await cabinet.getByRole("button", { name: "开柜取件" }).click();
  await expect(cabinet).toContainText("号格口已打开");

  const evaluator = device(hall, /评价器/).filter({ hasText: "非常满意" });
  await evaluator.getByRole("button", { name: "非常满意", exact: true }).click();
  await expect(applicant.getByText("感谢评价：非常满意")).toBeVisible();

  // The same way again, with the screen's plug pulled: a clerk calls by voice, and the case goes on.
  await device(hall, /叫号屏/)
    .getByRole("button", { name: "拔掉电源" })
    .click();
  await expect(device(hall, /叫号屏/)).toContainText("没有信号");
  await applicant.goto("/matters/M02/apply");
  const second = await bookVisit(applicant);
  await goToMorning(browser, second.date);
  await drawNumber(hall, second.bookingCode);
  await takeTask(clerk, second.number, "叫号");
  await clerk.getByRole("textbox").first().fill("A03");
  await finishTask(clerk);
  await expect(clerk.getByText("转人工").first()).toBeVisible();
  await takeTask(clerk, second.number, "人工呼叫到窗");
  await clerk.getByRole("checkbox").first().check();
  await finishTask(clerk);
  await expect(clerk.getByRole("link", { name: "受理审查" }).first()).toBeVisible();
  await device(hall, /叫号屏/)
    .getByRole("button", { name: "插上电源" })
    .click();
});
