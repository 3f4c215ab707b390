/** J3 and J16: one correction, acceptance, inspection, review, decision by somebody else, licence, rating. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../pages/accessibility.ts";
import { handIn } from "../pages/application.ts";
import { finishTask, takeTask } from "../pages/desk.ts";
import { pdf, png } from "../pages/files.ts";
import { citizen, staff } from "../pages/people.ts";

test("a case with one correction becomes a licence", async ({ browser }) => {
  const applicant = await citizen(browser, "linxiaoyan", "/matters/M02/apply");
  const { id, number } = await handIn(applicant);

  const clerk = await staff(browser, "wangfang");
  await expectAccessible(clerk);
  await takeTask(clerk, number, "受理审查");
  await clerk.getByRole("radio", { name: /补正/ }).check();
  await clerk.getByRole("checkbox", { name: "从业人员健康证明" }).check();
  await clerk.getByLabel("理由").selectOption({ index: 1 });
  await expectAccessible(clerk);
  await finishTask(clerk);

  await applicant.goto(`/cases/${id}`);
  await expect(applicant.getByText("已暂停").first()).toBeVisible();
  await applicant.getByRole("link", { name: "请补正" }).click();
  await expectAccessible(applicant);
  await applicant.getByLabel(/选择文件/).setInputFiles(pdf("健康证明.pdf"));
  await expect(applicant.getByText("已提供")).toBeVisible();
  await applicant.getByRole("checkbox", { name: /我承诺/ }).check();
  await applicant.getByRole("button", { name: "提交补正" }).click();
  await expect(applicant.getByText("收到补正材料，受理时限继续计算")).toBeVisible();

  await takeTask(clerk, number, "受理审查");
  await expect(clerk.getByRole("radio", { name: /补正/ })).toHaveCount(0);
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
  await reviewer.getByLabel(/意见/).last().fill("材料齐全，核查通过");
  await finishTask(reviewer);

  const approver = await staff(browser, "zhengkai");
  await takeTask(approver, number, "审批决定");
  await approver.getByRole("radio", { name: /准予/ }).check();
  await approver.getByLabel(/意见/).last().fill("同意");
  await finishTask(approver);

  await expect(applicant.getByRole("heading", { name: "请评价本次服务" })).toBeVisible();
  await expect(applicant.getByText(/证照编号 JY2980102/)).toBeVisible();
  await expect(applicant.getByRole("link", { name: "食品经营许可证" })).toBeVisible();
  await applicant.getByRole("radio", { name: "非常满意", exact: true }).check();
  await applicant.getByRole("checkbox", { name: "办事效率高" }).check();
  await applicant.getByRole("button", { name: "提交评价" }).click();
  await expect(applicant.getByText("感谢评价：非常满意")).toBeVisible();
  await expectAccessible(applicant);
});

test("of two clerks one gets the task, and another office sees nothing", async ({ browser }) => {
  const applicant = await citizen(browser, "linxiaoyan", "/matters/M02/apply");
  const { number } = await handIn(applicant);
  const serial = `${number.slice(-12, -4)}-${number.slice(-4)}`;
  const [first, second] = await Promise.all([
    staff(browser, "wangfang"),
    staff(browser, "chenjing"),
  ]);
  for (const clerk of [first, second]) {
    await clerk
      .getByRole("listitem")
      .filter({ hasText: serial })
      .getByRole("link", { name: "受理审查" })
      .click();
    await expect(clerk.getByRole("button", { name: "领取任务" })).toBeVisible();
  }
  await first.getByRole("button", { name: "领取任务" }).click();
  await expect(first.getByRole("button", { name: "退回待领取" })).toBeVisible();
  await expect(second.getByText(/王芳/).first()).toBeVisible();
  const stranger = await staff(browser, "hubo", `/inbox/${first.url().split("/").at(-1) ?? ""}`);
  await expect(stranger.getByText(/没有找到|不存在|没有这个|已经办结/).first()).toBeVisible();
});

test("an unfinished opinion is there at another desk, and nobody else reads it", async ({
  browser,
}) => {
  const applicant = await citizen(browser, "linxiaoyan", "/matters/M02/apply");
  const { id, number } = await handIn(applicant);
  const clerk = await staff(browser, "wangfang");
  await takeTask(clerk, number, "受理审查");
  const { pathname } = new URL(clerk.url());
  // On a slow machine the choice alone is saved first: the save that counts holds the reason.
  const kept = clerk.waitForResponse(
    (answer) =>
      answer.url().endsWith("/draft") &&
      answer.status() === 200 &&
      (answer.request().postData() ?? "").includes("经营场所在禁止区域内"),
  );
  await clerk.getByRole("radio", { name: "不予受理" }).check();
  await clerk.getByLabel("不予受理的理由").fill("经营场所在禁止区域内");
  await kept;

  const elsewhere = await staff(browser, "wangfang", pathname.replace("/staff", ""));
  await expect(elsewhere.getByText("已恢复您上次未提交的内容")).toBeVisible();
  await expect(elsewhere.getByLabel("不予受理的理由")).toHaveValue("经营场所在禁止区域内");
  const colleague = await staff(browser, "chenjing", pathname.replace("/staff", ""));
  await expect(colleague.getByText("王芳 正在办理此任务")).toBeVisible();
  await expect(colleague.getByLabel("不予受理的理由")).toHaveCount(0);

  // The refusal itself: with its kind and reason for the person, and the remedies in the notice.
  await elsewhere.getByLabel("不予受理的情形").selectOption({ index: 1 });
  await expectAccessible(elsewhere);
  await finishTask(elsewhere);
  await applicant.goto(`/cases/${id}`);
  await expect(applicant.getByText("经营场所在禁止区域内").first()).toBeVisible();
  await expect(applicant.getByText(/行政复议/).first()).toBeVisible();
  await expect(applicant.getByRole("link", { name: "不予受理通知书" })).toBeVisible();
});
