import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

/** Today at the company, and days around it. */
function day(offset = 0): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + offset * 86_400_000);
}

test("an announcement is drafted, published, read and followed up", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "director");
  await goTo(page, "公告");
  await page.getByRole("link", { name: "起草公告" }).first().click();
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("标题").fill("仓库盘点通知");
  await page.getByLabel("正文").fill("周三下午盘点，各组派一人到场。\n\n请提前整理样板。");
  await page.getByRole("radio", { name: "按部门" }).check();
  await page.getByRole("checkbox", { name: "销售一组" }).check();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expectSaid(page, "草稿已保存");
  await page.getByRole("button", { name: "发布", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "发布" }).click();
  await expectSaid(page, "已发布：仓库盘点通知");
  await expect(page.getByText(/已读 0 \/ \d+/)).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await signIn(page, "rep");
  await page.getByRole("link", { name: "仓库盘点通知" }).click();
  await expect(page.getByText("请提前整理样板。")).toBeVisible();
  await page.getByRole("button", { name: "我已阅读" }).click();
  await expectSaid(page, "已确认阅读");
  await expectAccessibleInBothThemes(page);
  const announced = page.waitForResponse(/\/announcements\?/);
  await page.goto("/");
  await announced;
  await expect(page.getByRole("link", { name: "仓库盘点通知" })).toBeHidden();

  await signIn(page, "rep3");
  await goTo(page, "公告");
  await expect(page.getByRole("link", { name: "仓库盘点通知" })).toBeHidden();

  await signIn(page, "director");
  await goTo(page, "公告");
  await page.getByRole("link", { name: "管理公告" }).click();
  await page.getByRole("link", { name: "仓库盘点通知" }).click();
  await expect(page.getByText(/已读 1 \/ \d+/)).toBeVisible();
  await page.getByRole("button", { name: "撤回" }).click();
  await expectSaid(page, "已撤回：仓库盘点通知");
});

test("the calendar shows month, week and agenda, and its feed can be made and ended", { tag: "@phone" }, async ({ page }) => {
  await signIn(page, "rep");
  await page.goto("/calendar");
  await expect(page.getByRole("heading", { level: 1, name: "日历" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "周", exact: true }).click();
  await expect(page).toHaveURL(/shape=week/);
  await page.getByRole("link", { name: "日程" }).click();
  await expect(page).toHaveURL(/shape=agenda/);
  await page.getByRole("link", { name: "团队" }).click();
  await expectAccessibleInBothThemes(page);
  await page.goto(`/calendar?shape=month&on=2026-10-15`);
  await expect(page.getByText("国庆节").filter({ visible: true }).first()).toBeVisible();

  await page.getByRole("button", { name: "订阅日历" }).click();
  await page.getByRole("button", { name: "生成地址" }).click();
  const address = await page.getByLabel("订阅地址").inputValue();
  const feed = await page.request.get(address);
  expect(feed.headers()["content-type"]).toContain("text/calendar");
  expect(await feed.text()).toContain("BEGIN:VCALENDAR");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "停用" }).click();
  await expectSaid(page, "订阅地址已停用");
  expect((await page.request.get(address)).status()).toBe(404);
});

test("the working calendar is edited by those with the right", async ({ page }) => {
  await signIn(page, "hr");
  await page.goto("/working-calendar?year=2027");
  await expect(page.getByText("这一年还没有节假日")).toBeVisible();
  await page.getByRole("button", { name: "添加一天" }).click();
  await page.getByLabel("日期").fill("2027-01-01");
  await page.getByLabel("名称").fill("元旦");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "添加一天" }).click();
  await expectSaid(page, "2027 年已保存");
  await expect(page.getByRole("cell", { name: "元旦" })).toBeVisible();
  await page.getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("这一年还没有节假日")).toBeVisible();
  await page.getByLabel("工作时间").fill("09:00-12:00 11:00-18:00");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByText("各段时间须先后相接、互不重叠")).toBeVisible();
});

test("a figure of the dashboard opens the list of just its records", async ({ page }) => {
  await signIn(page, "director");
  await goTo(page, "驾驶舱");
  await page.getByRole("link", { name: "近三个月" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "投诉原因排列" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const figure = page.locator("section.sheet").filter({ hasText: "投诉处理进度" }).getByRole("link").first();
  const value = (await figure.textContent())?.trim() ?? "";
  await figure.click();
  await expect(page.getByText(`${value} 条`)).toBeVisible();
});

test("the audit log is filtered by deed and saved as a file", async ({ page }) => {
  await signIn(page, "auditor");
  await goTo(page, "审计日志");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出 CSV" }).click();
  expect((await download).suggestedFilename()).toContain(day());
});
