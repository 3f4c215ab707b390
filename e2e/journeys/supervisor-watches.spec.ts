/** J17: live cases with their lights, and the timeline of one. */
import { expect, test } from "@playwright/test";
import { expectAccessible, phone } from "../pages/accessibility.ts";
import { handIn } from "../pages/application.ts";
import { citizen, staff } from "../pages/people.ts";

test("the supervisor sees each live case with its light, and one whole", async ({ browser }) => {
  const applicant = await citizen(browser, "linxiaoyan", "/matters/M02/apply");
  const { number } = await handIn(applicant);
  const serial = `${number.slice(-12, -4)}-${number.slice(-4)}`;
  const supervisor = await staff(browser, "gaolan", "/supervision");
  await expectAccessible(supervisor);
  await supervisor.getByRole("link", { name: serial }).first().click();
  await expect(supervisor.getByText("受理时限").first()).toBeVisible();
  await expect(supervisor.getByText("提交申请").first()).toBeVisible();
  await expectAccessible(supervisor, [".djs-container"]);
  await supervisor.setViewportSize(phone);
  await expectAccessible(supervisor, [".djs-container"]);
  await supervisor.getByRole("button", { name: "English" }).first().click();
  await expect(supervisor.getByText("Acceptance").first()).toBeVisible();

  // What the case's process has been told, by name.
  await supervisor.getByRole("button", { name: "中文" }).first().click();
  await supervisor.getByRole("link", { name: /食品经营许可.* · v\d/ }).click();
  const changes = supervisor.getByRole("table", { name: "变量历史" });
  await expect(changes.getByText("流程启动").first()).toBeVisible();
  await expectAccessible(supervisor, [".djs-container"]);
  await supervisor.getByLabel("变量名").fill("没有这个变量");
  await supervisor.getByRole("button", { name: "查找" }).click();
  await expect(supervisor.getByRole("heading", { name: "没有符合条件的变化" })).toBeVisible();
});
