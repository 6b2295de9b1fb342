import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";
import type { Page } from "@playwright/test";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function openOwnCustomer(page: Page): Promise<string> {
  await page.goto("/customers?filter[owner]=me");
  await page.getByRole("main").locator("a[href^='/customers/']:not([href$='/new'])").first().click();
  await expect(page.getByRole("heading", { level: 2, name: "附件" })).toBeVisible();
  return page.url();
}

test("files are attached to a customer, looked at and taken away", async ({ page }) => {
  await signIn(page, "rep");
  await openOwnCustomer(page);
  const add = page.getByLabel("添加附件");
  await add.setInputFiles({ name: "现场.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });
  await expectSaid(page, "已添加 现场.png");
  await add.setInputFiles({ name: "纪要.txt", mimeType: "text/plain", buffer: Buffer.from("周六上午量房") });
  await expectSaid(page, "已添加 纪要.txt");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "预览 现场.png" }).click();
  await expect(page.getByRole("img", { name: "现场.png" })).toBeVisible();
  await page.getByRole("button", { name: "关闭", exact: true }).click();
  await page.getByRole("button", { name: "预览 纪要.txt" }).click();
  await expect(page.getByText("周六上午量房")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "关闭", exact: true }).click();
  await add.setInputFiles({ name: "网页.html", mimeType: "text/html", buffer: Buffer.from("<script>alert(1)</script>") });
  await expectSaid(page, /后缀与内容不符/);
  for (const name of ["现场.png", "纪要.txt"]) {
    await page.getByRole("listitem").filter({ hasText: name }).getByRole("button", { name: "移除" }).click();
    await expectSaid(page, `已移除 ${name}`);
    await expect(page.getByRole("listitem").filter({ hasText: name })).toHaveCount(0);
  }
});

test("a colleague is mentioned by keyboard, told, and finds the comment", async ({ page }) => {
  await signIn(page, "rep");
  const customer = await openOwnCustomer(page);
  const field = page.getByLabel("写评论");
  await field.pressSequentially("请 @周");
  await expect(page.getByText("没有看得到这条记录的同事与此相符")).toBeVisible();
  await field.press("Escape");
  await field.fill("");
  await field.pressSequentially("请 @何");
  await expect(page.getByRole("option", { name: /何秀兰/ })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await field.press("Enter");
  await expect(field).toHaveValue("请 @何秀兰 ");
  await field.pressSequentially("看一下报价");
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByLabel("写评论"), "the draft stays").toHaveValue("请 @何秀兰 看一下报价");
  await page.getByLabel("写评论").press("Control+Enter");
  const said = page.getByRole("list", { name: "评论" }).getByRole("listitem").filter({ hasText: "看一下报价" });
  await expect(said).toBeVisible();
  await expect(page.getByLabel("写评论")).toHaveValue("");

  await signIn(page, "supervisor");
  await page.goto("/notifications");
  await expect(page.getByText("评论提及").first()).toBeVisible();
  await page.goto(customer);
  await expect(said).toBeVisible();
  await expect(said.getByRole("button", { name: "撤回" })).toHaveCount(0);

  await signIn(page, "rep");
  await page.goto(customer);
  await said.getByRole("button", { name: "修改评论" }).click();
  await page.getByRole("listitem").getByRole("textbox", { name: "修改评论" }).fill("报价改好了");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  const changed = page.getByRole("list", { name: "评论" }).getByRole("listitem").filter({ hasText: "报价改好了" });
  await expect(changed).toContainText("已修改");
  await changed.getByRole("button", { name: "撤回" }).click();
  await expectSaid(page, "已撤回评论");
  await expect(page.getByText("这条评论已撤回").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
