import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";

test("the personnel office sees what results come to and sets other coefficients", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "hr");
  await page.goto("/kpi");
  await page.getByRole("link", { name: "结果应用" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "结果应用" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "修改系数" }).click();
  await page.getByLabel("从哪个月起").selectOption({ index: 0 });
  await page.getByLabel("优秀系数").fill("15");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("须为 0 到 9.99").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("优秀系数").fill("1.5");
  await page.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "新的系数已保存");
  await expect(page.getByText("× 1.5")).toBeVisible();
  // Nothing of the month is final yet: there is nothing to hand to payroll.
  await expect(page.getByRole("button", { name: "导出给薪酬" })).toBeDisabled();
});
