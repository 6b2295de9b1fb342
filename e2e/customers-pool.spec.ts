import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

const NAME = "绵阳远山门窗有限公司";

test("a rep puts a customer back, a colleague takes it out of the pool", async ({ page }) => {
  await signIn(page, "rep");
  await page.goto("/customers/new");
  await page.getByLabel("客户名称").fill(NAME);
  await page.getByLabel("城市").fill("绵阳");
  await page.getByLabel("电话").fill("13778990011");
  await page.getByRole("button", { name: "建立档案" }).click();
  await expect(page.getByRole("heading", { level: 1, name: NAME })).toBeVisible();
  const file = page.url();

  await test.step("it is shared with a colleague until a day", async () => {
    await page.getByRole("button", { name: "共享", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "共享给同事" });
    await dialog.getByLabel("同事").fill("许佳宁");
    await dialog.getByRole("option", { name: /许佳宁/ }).click();
    await dialog.getByLabel("到哪天为止").fill("2027-01-31");
    await dialog.getByRole("button", { name: "共享", exact: true }).click();
    await expectSaid(page, "已共享给 许佳宁");
    await expect(page.getByText("只看，到")).toBeVisible();
    await expectAccessibleInBothThemes(page);
  });

  await test.step("put back, it is gone from the rep's own list", async () => {
    await page.getByRole("button", { name: "退回公海" }).click();
    const dialog = page.getByRole("dialog", { name: "退回公海" });
    await dialog.getByLabel("原因").fill("客户暂停装修");
    await dialog.getByRole("button", { name: "退回公海" }).click();
    await expectSaid(page, `${NAME} 已退回公海`);
    await expect(page).toHaveURL(/\/customers$/);
    await page.goto(file);
    await expect(page.getByText(NAME)).toHaveCount(0);
  });

  await test.step("the rep cannot take it again at once", async () => {
    await goTo(page, "客户公海");
    await expect(page.getByRole("row", { name: NAME })).toContainText("起可领");
  });

  await test.step("a colleague sees no phone before taking it, and the file after", async () => {
    await signIn(page, "rep2");
    await goTo(page, "客户公海");
    const row = page.getByRole("row", { name: NAME });
    await expect(row).toContainText("绵阳");
    await expect(row).not.toContainText("0011");
    await expectAccessibleInBothThemes(page);
    await row.getByRole("button", { name: "领取" }).click();
    await expectSaid(page, `${NAME} 归您了`);
    await expect(page.getByRole("heading", { level: 1, name: NAME })).toBeVisible();
    await expect(page.getByText("137****0011")).toBeVisible();
  });
});

test("the director sets the rules of the pool @phone", async ({ page }) => {
  await signIn(page, "director");
  await page.goto("/customer-pool/rules");
  await page.getByLabel("每人最多拥有客户数").fill("3000");
  await page.getByLabel("提前多少天提醒负责人").fill("40");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("提醒须早于退回")).toBeVisible();
  await page.getByLabel("提前多少天提醒负责人").fill("7");
  await page.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "公海规则已保存");
  await expectAccessibleInBothThemes(page);
});
