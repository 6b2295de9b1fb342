import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";

test("a file is attached to a customer, looked at and taken away", async ({ page }) => {
  await signIn(page, "rep");
  await page.goto("/customers?filter[owner]=me");
  await page.getByRole("main").locator("a[href^='/customers/']:not([href$='/new'])").first().click();
  await expect(page.getByRole("heading", { level: 2, name: "附件" })).toBeVisible();
  await expect(page.getByText("还没有附件")).toBeVisible();
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await page.getByLabel("添加附件").setInputFiles({ name: "现场.png", mimeType: "image/png", buffer: Buffer.from(pixel, "base64") });
  await expectSaid(page, "已添加 现场.png");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "预览 现场.png" }).click();
  await expect(page.getByRole("img", { name: "现场.png" })).toBeVisible();
  await page.getByRole("button", { name: "关闭" }).click();
  await page.getByRole("button", { name: "移除" }).click();
  await expectSaid(page, "已移除 现场.png");
  await expect(page.getByText("还没有附件")).toBeVisible();
});
