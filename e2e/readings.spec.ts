import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

test("CRM-07: what was read at night is told to the director, who looks into it", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "director");
  // The clock of the program looks every quarter of an hour, and once when it starts.
  await expect(async () => {
    await page.goto("/customer-reading-alerts");
    await expect(page.getByRole("link", { name: /许佳宁/ }).first()).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: /许佳宁/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "许佳宁" })).toBeVisible();
  await expect(page.getByText(/^\d+ 份不同的客户档案（规则：10 份起）$/)).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const alert = new URL(page.url()).pathname;

  await page.getByRole("link", { name: "看这段时间的查阅记录" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "查阅记录" })).toBeVisible();
  await expect(page.getByText("打开档案").first()).toBeVisible();
  await expect(page.getByText("许佳宁").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.goto(alert);
  await page.getByRole("button", { name: "完成核查" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("核查结果").fill("在家整理季度回访名单，已向主管核实");
  await page.getByRole("button", { name: "完成核查" }).click();
  await expectSaid(page, "已记录核查结果");
  await expect(page.getByText("在家整理季度回访名单，已向主管核实")).toBeVisible();
  await expect(page.getByText("已核查").first()).toBeVisible();
  await goTo(page, "待办");
  await page.getByRole("link", { name: "我的任务" }).click();
  await expect(page.getByRole("link", { name: /许佳宁 20/ })).toHaveCount(0);
});

test("CRM-07: from when on reading is unusual is the company's", async ({ page }) => {
  await signIn(page, "director");
  await page.goto("/customer-reading-rules");
  await expect(page.getByLabel("短时间查阅的客户数")).toHaveValue("60");
  await page.getByLabel("到几点").fill("24");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByLabel("到几点")).toHaveAttribute("aria-invalid", "true");
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("到几点").fill("7");
  await page.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "异常规则已保存");
  await page.reload();
  await expect(page.getByLabel("到几点")).toHaveValue("7");
});
