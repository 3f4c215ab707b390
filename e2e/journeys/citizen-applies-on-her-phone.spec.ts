/** J1–J3, the citizen's part: from three words to a receipt, and back to the case from anywhere. */
import { expect, test } from "@playwright/test";
import { expectAccessible, phone } from "../pages/accessibility.ts";
import { answerQuestions, fillForm, readReceipt, uploadMissing } from "../pages/application.ts";
import { pdf } from "../pages/files.ts";
import { citizen, complaintsOf } from "../pages/people.ts";

test.use({ viewport: phone });

test("the first page asks for little JavaScript", async ({ page }) => {
  let bytes = 0;
  page.on("response", async (response) => {
    if (!response.url().endsWith(".js")) return;
    const { responseBodySize } = await response.request().sizes();
    bytes += responseBodySize;
  });
  await page.goto("/");
  await expect(page.getByRole("link", { name: "食品经营许可（餐饮服务）新办" })).toBeVisible();
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(150_000);
});

test("a citizen finds, reads, applies, submits and follows", async ({ page, browser }) => {
  const complaints = complaintsOf(page);
  await page.goto("/");
  await expectAccessible(page);
  await page.getByRole("searchbox").fill("开饭店");
  await page.getByRole("searchbox").press("Enter");
  await expect(page.getByText("匹配：开饭店")).toBeVisible();
  await page.getByRole("link", { name: "食品经营许可（餐饮服务）新办" }).click();

  await expect(page.getByText("承诺时限")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "开始办理" }).click();
  await answerQuestions(page);
  await expect(page.getByText("从业人员健康证明")).toBeVisible();
  await expect(page.getByText("授权委托书")).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole("link", { name: "登录后填写申请" }).click();
  await page.getByRole("button", { name: /林小燕/ }).click();
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByText("我们调取").first()).toBeVisible();
  await page.getByRole("button", { name: "填写申请" }).click();

  await expect(page.getByLabel(/经营者名称/)).toHaveValue("江北区燕子小馆");
  await expect(page.getByText("来源：电子证照：营业执照").first()).toBeVisible();
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert")).toContainText("需要修改");
  await fillForm(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "下一步" }).click();

  const plan = page.getByRole("listitem").filter({ hasText: "主要设备设施布局图" });
  await plan.getByLabel(/选择文件/).setInputFiles({ ...pdf("假.png"), mimeType: "image/png" });
  await expect(plan.getByRole("alert")).toContainText("文件内容与文件名的类型不符");
  await uploadMissing(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("checkbox", { name: /我承诺/ }).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交申请" }).click();
  const { id, number, code } = await readReceipt(page);
  await expect(page.getByRole("img", { name: "扫码查询进度" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "查看办件" }).click();
  await expect(page.getByText("已收件").first()).toBeVisible();
  await expect(page.getByText(/当前由.*窗口/)).toBeVisible();
  await expect(page.getByText("受理时限").first()).toBeVisible();
  await page.getByRole("button", { name: "查看流程图" }).click();
  await expect(page.locator(".djs-container")).toBeVisible();
  await expectAccessible(page, [".djs-container"]);

  const visitor = await (await browser.newContext({ viewport: phone })).newPage();
  await visitor.goto(`/track?number=${number}`);
  await visitor.getByLabel("查询码").fill("ZZZZZZ");
  await visitor.getByRole("button", { name: "查询" }).click();
  await expect(visitor.getByRole("alert")).toContainText("请核对办件编号和查询码");
  await visitor.getByLabel("查询码").fill(code);
  await visitor.getByRole("button", { name: "查询" }).click();
  await expect(visitor.getByText("已收件").first()).toBeVisible();
  await expect(visitor.getByText("林小燕")).toHaveCount(0);

  const other = await citizen(browser, "zhaojianguo", `/cases/${id}`);
  await expect(other.getByRole("alert")).toContainText("没有找到");
  // The refused upload is answered with a status that the browser writes to its console.
  expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
});

test("the portal speaks English and grows for those who need it", async ({ page }) => {
  await page.goto("/matters/M02");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Materials" })).toBeVisible();
  await page.getByRole("button", { name: "Large text" }).click();
  await expect(page.locator("html")).toHaveCSS("font-size", "20px");
  await page.reload();
  await expect(page.locator("html")).toHaveCSS("font-size", "20px");
  await expectAccessible(page);
});
