import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

/** The month before this one at the company, as the address has it. */
function lastMonth(): string {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now());
  const [year = 0, month = 0] = today.split("-").map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
}

test("last month's results are published: one appeal is answered, another leaves a record out and adds points (KPI-08, KPI-09)", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, "director");
  await page.goto(`/kpi?month=${lastMonth()}`);
  await page.getByRole("button", { name: "公示本月成绩" }).click();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "确认公示" }).click();
  await expectSaid(page, /已公示 \d+ 人的成绩/);
  await expect(page.getByText("公示中").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await signIn(page, "rep");
  await page.goto(`/kpi?month=${lastMonth()}`);
  await page.getByRole("link", { name: /^林晓，.* 分/ }).click();
  await expect(page.getByText("成绩已公示。如有异议")).toBeVisible();
  const item = page.locator("section.sheet").filter({ has: page.getByRole("heading", { level: 2, name: "客户跟进" }) });
  await item.locator("header").getByRole("button", { name: "申诉" }).click();
  await page.getByRole("button", { name: "提交申诉" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("申诉理由").fill("有一次上门拜访没有算进去");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "提交申诉" }).click();
  await expectSaid(page, "申诉已提交");
  await expect(page.getByText("申诉中")).toBeVisible();

  await signIn(page, "director");
  await goTo(page, "待办");
  await page.getByRole("link", { name: "我的任务" }).click();
  await page.getByRole("link", { name: "有一次上门拜访没有算进去" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "林晓" })).toBeVisible();
  await page.getByRole("radio", { name: "维持公示的成绩" }).check();
  await page.getByLabel("答复").fill("已核对，当月没有这次拜访的记录");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "提交答复" }).click();
  await expectSaid(page, "已答复，成绩已定");
  await expect(page.getByText("最终成绩").first()).toBeVisible();
  await expect(page.getByText("已核对，当月没有这次拜访的记录")).toBeVisible();

  await signIn(page, "rep2");
  await page.goto(`/kpi?month=${lastMonth()}`);
  await page.getByRole("link", { name: /^周子航，.* 分/ }).click();
  const contested = page.getByRole("row").filter({ has: page.getByRole("button", { name: "申诉" }) }).first();
  const record = await contested.getByRole("link").first().innerText();
  await contested.getByRole("button", { name: "申诉" }).click();
  await page.getByLabel("申诉理由").fill("这条不是我做的");
  await page.getByRole("button", { name: "提交申诉" }).click();
  await expectSaid(page, "申诉已提交");
  await expect(page.getByText(/^申诉等待答复，期限 /)).toBeVisible();

  await signIn(page, "director");
  await goTo(page, "待办");
  await page.getByRole("link", { name: "我的任务" }).click();
  await page.getByRole("link", { name: "这条不是我做的" }).click();
  await page.getByRole("radio", { name: "按现有记录重新计算" }).check();
  await page.getByRole("radiogroup", { name: "该记录不再计入" }).getByRole("radio", { name: "是" }).check();
  await page.getByLabel("另加分").fill("21");
  await page.getByLabel("答复").fill("情况属实，补记加分");
  await page.getByRole("button", { name: "提交答复" }).click();
  await expect(page.getByLabel("另加分")).toHaveAttribute("aria-invalid", "true");
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("另加分").fill("1.5");
  await page.getByRole("button", { name: "提交答复" }).click();
  await expectSaid(page, "已答复，成绩已定");
  const struck = page.getByRole("row").filter({ hasText: "申诉后不再计入" }).first();
  await expect(struck).toContainText(record);
  await expect(struck).toContainText("程思源 决定：情况属实，补记加分");
  await expect(page.getByText(/申诉加分：.* → .*（程思源：情况属实，补记加分）/)).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
