import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";
import { NAMES } from "./support/people";

const TOMORROW = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + 86_400_000);

test("a flow gets a new version, is tried out, and is put in force from a day on (DAY-01)", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "admin");
  await page.goto("/approval-flows?filter[kind]=campaign");
  await page.locator("tbody").getByRole("link").first().click();
  await page.getByRole("button", { name: "新建版本" }).click();
  await expect(page.getByRole("button", { name: "保存草稿" })).toBeVisible();

  // What a small plan of the specialist would go through.
  const trial = page.locator("section", { has: page.getByRole("heading", { name: "试运行" }) });
  await trial.getByRole("button", { name: "看看会由谁审批" }).click();
  await expect(trial.getByText("必填")).toBeVisible();
  await trial.getByLabel("申请人").fill(NAMES.specialist);
  await page.getByRole("option", { name: new RegExp(NAMES.specialist) }).click();
  await trial.getByLabel("金额").fill("20000");
  await trial.getByRole("button", { name: "看看会由谁审批" }).click();
  await expect(trial.getByText(NAMES.director)).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.getByLabel("流程名称").fill("活动审批（试行）");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expectSaid(page, "草稿已保存");
  await page.getByLabel("生效日期").fill(TOMORROW);
  await page.getByRole("button", { name: "生效", exact: true }).click();
  await expectSaid(page, "新版本已安排生效");
  // Not yet in force: it goes back to the desk, and what runs stays as it was.
  await page.getByRole("button", { name: "撤回为草稿" }).click();
  await expect(page.getByRole("button", { name: "保存草稿" })).toBeVisible();
});
