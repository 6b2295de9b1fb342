import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

test("a view of a list is kept, shared with the department and removed; columns are chosen (CRM-15)", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "rep");
  await goTo(page, "客户");
  const heads = page.getByRole("columnheader");
  await expect(heads.filter({ hasText: "城市" })).toBeVisible();
  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "城市" }).uncheck();
  await expect(heads.filter({ hasText: "城市" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "级别" }).first().click();
  await page.getByRole("checkbox", { name: "A", exact: false }).first().check();
  await expect(page).toHaveURL(/tier/);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "视图", exact: true }).click();
  await page.getByRole("button", { name: "保存当前视图" }).click();
  const dialog = page.getByRole("dialog", { name: "保存当前视图" });
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByText("必填")).toBeVisible();
  await dialog.getByLabel("视图名称").fill("我的 A 级");
  await dialog.getByRole("radio", { name: "本部门及下级部门" }).check();
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "已保存视图“我的 A 级”");

  // Another way to look at the list, and back by one press.
  await page.goto("/customers");
  await expect(heads.filter({ hasText: "城市" })).toHaveCount(0);
  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "城市" }).check();
  await expect(heads.filter({ hasText: "城市" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "视图", exact: true }).click();
  await page.getByRole("button", { name: /我的 A 级/ }).first().click();
  await expect(page).toHaveURL(/tier/);
  await expect(heads.filter({ hasText: "城市" })).toHaveCount(0);

  await signIn(page, "rep2");
  await goTo(page, "客户");
  await page.getByRole("button", { name: "视图", exact: true }).click();
  await expect(page.getByRole("button", { name: /我的 A 级.*林晓/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "删除视图“我的 A 级”" })).toHaveCount(0);

  await signIn(page, "rep");
  await goTo(page, "客户");
  await page.getByRole("button", { name: "视图", exact: true }).click();
  await page.getByRole("button", { name: "删除视图“我的 A 级”" }).click();
  await expectSaid(page, "已删除视图“我的 A 级”");
});
