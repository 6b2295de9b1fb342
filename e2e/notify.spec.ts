import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

test("a person chooses how to be told, and finds it so again", async ({ page }) => {
  await signIn(page, "rep");
  await page.goto("/notifications");
  await page.getByRole("link", { name: "通知设置" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "通知设置" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("combobox", { name: "新待办：邮件" }).selectOption("at_once");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("邮箱").fill("linxiao@example.com");
  await page.getByRole("combobox", { name: "审批结果：邮件" }).selectOption("digest");
  await page.getByLabel("从", { exact: true }).selectOption("22");
  await page.getByLabel("到", { exact: true }).selectOption("7");
  await page.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "已保存通知设置");
  await page.reload();
  await expect(page.getByLabel("邮箱")).toHaveValue("linxiao@example.com");
  await expect(page.getByRole("combobox", { name: "新待办：邮件" })).toHaveValue("at_once");
  await expect(page.getByRole("combobox", { name: "审批结果：邮件" })).toHaveValue("digest");
  await expect(page.getByLabel("从", { exact: true })).toHaveValue("22");
});

test("an administrator adds a robot, whose address is not shown again", async ({ page }) => {
  await signIn(page, "admin");
  await goTo(page, "群机器人");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "新建群机器人" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill("客服部群");
  await dialog.getByRole("radio", { name: "企业微信" }).check();
  await dialog.getByLabel("Webhook 地址").fill("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=e2e-secret");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "已保存：客服部群");
  await expect(page.getByText("qyapi.weixin.qq.com").first()).toBeVisible();
  await expect(page.getByText("e2e-secret")).toHaveCount(0);
  await page.goto("/messages");
  await expectAccessibleInBothThemes(page);
});

test("a duty letter goes from the draft over three signatures into force", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "director");
  await goTo(page, "岗位授权书");
  await page.getByRole("link", { name: "起草授权书" }).click();
  await expectAccessibleInBothThemes(page);
  for (const [label, name] of [
    ["被授权人", "林晓"],
    ["授权人", "罗敏"],
    ["监督人", "何秀兰"],
  ] as const) {
    await page.getByRole("combobox", { name: label, exact: true }).fill(name);
    await page.getByRole("option", { name: new RegExp(name) }).first().click();
  }
  await page.getByRole("radio", { name: "工地/门店" }).check();
  await page.getByLabel("授权范围").fill("天府新区样板间");
  await page.getByLabel("权限与职责").fill("现场签约，折扣不超过 5%");
  await page.getByLabel("开始日期").fill("2027-01-01");
  await page.getByLabel("截止日期").fill("2027-12-31");
  await page.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, /已起草 SQ-\d+/);
  await expect(page.getByText("等待 罗敏 签字")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const letter = page.url();

  for (const [account, press, next] of [
    ["hr", "授权签字", "等待 林晓 签字"],
    ["rep", "接受签字", "等待 何秀兰 签字"],
    ["supervisor", "监督签字", "生效中"],
  ] as const) {
    await signIn(page, account);
    await goTo(page, "待办");
    await expect(page.getByText(/SQ-\d+ 天府新区样板间/).first()).toBeVisible();
    await page.goto(letter);
    await page.getByRole("button", { name: press }).click();
    await expect(page.getByText(next).first()).toBeVisible();
  }
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "打印" })).toBeHidden();
  await expect(page.getByText("现场签约，折扣不超过 5%")).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await expectAccessibleInBothThemes(page);
});
