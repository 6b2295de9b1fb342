import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";

test("an agent's desk has what waits, late first, and the keyboard opens it", { tag: "@phone" }, async ({ page }) => {
  await signIn(page, "agent");
  await page.goto("/complaints");
  await expect(page.getByRole("heading", { level: 1, name: "投诉工作台" })).toBeVisible();
  await expect(page.getByText("上周订的餐椅到哪里了")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/(complaints|service-requests|nonconformities|corrective-actions)\/[0-9a-f-]{36}$/);
  const first = page.url();
  await page.getByRole("button", { name: "下一件" }).click();
  await expect(page).not.toHaveURL(first);
});

test("a question is taken, answered with the template that fits, and becomes a complaint", async ({ page }) => {
  await signIn(page, "agent");
  await page.goto("/service-requests/new");
  await page.getByLabel("来询人").fill("赵先生");
  await page.getByLabel("客户问题").fill("衣柜柜门开裂了，怎么处理？");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "受理服务请求" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^FW-/ })).toBeVisible();
  await page.getByRole("button", { name: "柜门开裂怎么答复" }).click();
  await expect(page.getByLabel("答复", { exact: false }).first()).toHaveValue(/两天内安排师傅上门检查/);
  await page.getByRole("button", { name: "答复客户" }).click();
  await expect(page.getByText("已答复").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("the manager's board narrows to a person, and analysis leads to the cases", async ({ page }) => {
  await signIn(page, "service.manager");
  await page.goto("/service-desk/board");
  await expect(page.getByRole("heading", { name: "按人" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.goto("/complaint-analysis");
  await expect(page.getByRole("heading", { name: "按类别" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.locator(".metric", { hasText: "受理" }).first().click();
  await expect(page).toHaveURL(/\/complaints\?.*received_at/);
});

test("a customer answers a survey once, without an account", async ({ page }) => {
  await signIn(page, "agent");
  await page.goto("/stage-surveys");
  await page.getByRole("link", { name: /KH-000001|MD-000001/ }).first().click();
  await page.getByRole("button", { name: "生成链接" }).click();
  const address = await page.getByLabel("客户链接").inputValue();
  await page.context().clearCookies();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "服务满意度" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  for (const group of await page.getByRole("radiogroup").all()) await group.getByText("5", { exact: true }).click();
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByText("谢谢您的回答")).toBeVisible();
});

test("the company writes a rule of severity, and the intake suggests by it (CPL-01)", async ({ page }) => {
  await signIn(page, "service.manager");
  await page.goto("/complaints/settings");
  await page.getByRole("button", { name: "修改规则" }).click();
  const dialog = page.getByRole("dialog", { name: "修改规则" });
  await dialog.getByRole("button", { name: "再加一条" }).click();
  await dialog.getByLabel("规则（理由）").last().fill("提到贴吧");
  await dialog.getByLabel("关键词").last().fill("贴吧、业主群");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByText("必填").first()).toBeVisible();
  await dialog.getByLabel("严重程度").last().selectOption("serious");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "规则已保存");
  await expectAccessibleInBothThemes(page);

  await signIn(page, "agent");
  await page.goto("/complaints/new");
  await page.getByRole("radio", { name: "服务" }).check();
  await page.getByLabel("投诉内容").fill("再不处理我就发到业主群");
  await expect(page.getByText(/提到贴吧（业主群）/)).toBeVisible();
});
