import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

test("a task about a customer is given, ticked, and done by its owner (DAY-03) @phone", async ({ page, isMobile }) => {
  test.setTimeout(120_000);
  const title = `核对报价明细 ${isMobile ? "手机" : "电脑"}`;
  await signIn(page, "supervisor");
  await goTo(page, "客户");
  await page.locator("tbody").getByRole("link").first().click();
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("link", { name: "交办任务" }).click();
  await expect(page.getByText("任务会关联到：")).toBeVisible();
  await page.getByLabel("做什么").fill(title);
  await page.getByLabel("负责人").fill("林晓");
  await page.getByRole("option", { name: /林晓/ }).click();
  await page.getByLabel("检查清单").fill("数量\n单价");
  await page.getByRole("button", { name: "交办", exact: true }).click();
  await expectSaid(page, `已保存：${title}`);
  await expect(page.getByRole("link", { name: new RegExp(name) }).first()).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await signIn(page, "rep");
  await goTo(page, "任务");
  await page.getByRole("link", { name: new RegExp(title) }).click();
  await page.getByLabel("数量").check();
  await expect(page.getByText("1/2 项")).toBeVisible();
  await page.getByRole("button", { name: "完成" }).click();
  const question = page.getByRole("dialog", { name: "完成这项任务？" });
  await expect(question.getByText("清单里还有 1 项没有勾选。")).toBeVisible();
  await question.getByRole("button", { name: "完成" }).click();
  await expect(page.getByText("已完成").first()).toBeVisible();
});
