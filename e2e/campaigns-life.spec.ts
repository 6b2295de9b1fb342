import type { APIRequestContext } from "@playwright/test";
import { caller, type Json } from "./support/caller";
import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test as office } from "./support/office";

/** While the connection is cut, the browser itself reports each request that fails: that is what is tested here. */
const test = office.extend<{ complaints: string[] }>({
  complaints: async ({}, use) => use([]),
});

/** A campaign of today that the director has approved. */
async function approved(request: APIRequestContext, theme: string): Promise<string> {
  const [specialist, director] = [await caller(request, "specialist"), await caller(request, "director")];
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now());
  const plan = {
    theme, form: "site_event", goal: "新增线索 40 条", place: "天府新区样板间", proposal: "上午参观，下午设计师一对一",
    starts_at: `${today}T01:00:00Z`, ends_at: `${today}T09:00:00Z`, budget: { amount: "20000" }, expected_participants: 80, expected_leads: 40,
  };
  const campaign = await specialist.post("/campaigns", plan);
  await specialist.post(`/campaigns/${campaign.id}/transitions`, { act: "submit" }, campaign.version);
  const inbox = (await director.get("/inbox?filter[status]=open&filter[kind]=approval&limit=200")) as { items: { subject: Json }[] };
  const asked = inbox.items.find((task) => String(task.subject.title).includes(theme));
  const approval = await director.get(`/approvals/${asked!.subject.id}`);
  await director.post(`/approvals/${approval.id}/decisions`, { verdict: "approve" }, approval.version);
  return String(campaign.id);
}

test("a campaign is prepared, paid for, held with its guests and summed up (CMP-04 to CMP-10) @phone", async ({ page, request, browser, isMobile }) => {
  test.setTimeout(240_000);
  const theme = `样板间开放日 ${isMobile ? "手机" : "电脑"}`;
  const id = await approved(request, theme);
  await signIn(page, "specialist");

  // The checklist: a template, then one thing that must be done.
  await page.goto(`/campaigns/${id}/preparation`);
  await page.getByRole("button", { name: "添加事项" }).click();
  const adding = page.getByRole("dialog", { name: "添加事项" });
  await adding.getByLabel("事项").fill("物业进场许可");
  await adding.getByLabel("类别").selectOption("venue");
  await adding.getByLabel("负责人").fill("方可");
  await adding.getByRole("option", { name: /方可/ }).click();
  await adding.getByLabel("提前").fill("0");
  await adding.getByRole("button", { name: "保存事项" }).click();
  await expectSaid(page, "已保存“物业进场许可”");
  await expect(page.getByText("还有 1 件必办")).toBeVisible();
  await expect(page.getByRole("heading", { name: "时间安排" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.goto(`/campaigns/${id}`);
  await page.getByRole("button", { name: "确认筹备就绪" }).click();
  await expectSaid(page, /还有必须完成的筹备事项/);
  await page.goto(`/campaigns/${id}/preparation`);
  await page.getByRole("link", { name: "物业进场许可" }).click();
  await page.getByRole("button", { name: "完成" }).click();
  await page.getByRole("dialog", { name: "完成" }).getByRole("button", { name: "完成" }).click();
  await expectSaid(page, "“物业进场许可”：已完成");
  await expectAccessibleInBothThemes(page);
  await page.goto(`/campaigns/${id}`);
  await page.getByRole("button", { name: "确认筹备就绪" }).click();
  await expectSaid(page, `${theme}：筹备就绪`);

  // Money: what is committed is off the balance at once.
  await page.goto(`/campaigns/${id}/budget`);
  await page.getByRole("button", { name: "登记支出" }).click();
  const spending = page.getByRole("dialog", { name: "登记支出" });
  await spending.getByLabel("用途").fill("帐篷与音响");
  await spending.getByLabel("类别").selectOption("venue");
  await spending.getByLabel("金额").fill("12000");
  await spending.getByRole("button", { name: "登记支出" }).click();
  await expectSaid(page, "“帐篷与音响”已登记");
  await expect(page.getByText("¥8,000").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);

  // Materials.
  await page.goto(`/campaigns/${id}/materials`);
  await page.getByRole("button", { name: "添加物料" }).click();
  const material = page.getByRole("dialog", { name: "添加物料" });
  await material.getByLabel("物料").fill("定制水杯");
  await material.getByRole("radio", { name: "礼品" }).check();
  await material.getByLabel("需要").fill("100");
  await material.getByLabel("单位").fill("个");
  await material.getByRole("button", { name: "保存物料" }).click();
  await expectSaid(page, "“定制水杯”已保存");
  await page.getByRole("link", { name: "定制水杯" }).click();
  await page.getByRole("button", { name: "下单" }).click();
  await page.getByRole("dialog", { name: "下单" }).getByRole("button", { name: "下单" }).click();
  await expectSaid(page, /“定制水杯”还剩 0/);
  await expectAccessibleInBothThemes(page);

  // Guests: by hand, and by themselves without an account.
  await page.goto(`/campaigns/${id}/guests`);
  await page.getByRole("button", { name: "添加嘉宾" }).click();
  const guest = page.getByRole("dialog", { name: "添加嘉宾" });
  await guest.getByLabel("姓名").fill("王建国");
  await guest.getByLabel("手机号").fill("13816613186");
  await guest.getByRole("button", { name: "添加嘉宾" }).click();
  await expectSaid(page, "王建国 已加入名单");
  await page.getByRole("button", { name: "自助报名" }).click();
  const settings = page.getByRole("dialog", { name: "自助报名" });
  await settings.getByLabel("开放自助报名").check();
  await settings.getByRole("button", { name: "保存报名设置" }).click();
  await expectSaid(page, "报名设置已保存");
  const link = await page.getByRole("link", { name: /\/join\// }).getAttribute("href");
  await expectAccessibleInBothThemes(page);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link!);
  await expect(stranger.getByRole("heading", { level: 1, name: theme })).toBeVisible();
  await expectAccessibleInBothThemes(stranger);
  await stranger.getByLabel("姓名").fill("李思");
  await stranger.getByLabel("手机号").fill("13900001111");
  // A form that comes back sooner than a person types is refused, and kept.
  await expect(async () => {
    await stranger.getByRole("button", { name: "报名" }).click();
    await expect(stranger.getByRole("heading", { level: 1, name: "报名成功" })).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(stranger.getByRole("img", { name: "到场时出示这个二维码" })).toBeVisible();
  await stranger.context().close();

  // The door goes on without a connection, survives a reload of its list, and loses nothing.
  await page.goto(`/campaigns/${id}/check-in`);
  const state = page.getByTestId("door-state");
  await expect(state.getByText("名单 2 人")).toBeVisible();
  await page.context().setOffline(true);
  await page.getByLabel("签到码、手机尾号或姓名").fill("3186");
  await page.getByRole("button", { name: "签到", exact: true }).click();
  await expect(state.getByText("1 条待上传")).toBeVisible();
  await expect(page.getByText("没有网络，签到先存在这台设备上")).toBeVisible();
  await page.getByLabel("姓名", { exact: true }).fill("路过的张先生");
  await page.getByRole("button", { name: "现场登记" }).click();
  await expect(state.getByText("2 条待上传")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.context().setOffline(false);
  await expect(state.getByText("已全部上传")).toBeVisible({ timeout: 20_000 });
  await expect(state.getByText("到场 2 人")).toBeVisible();

  // The figures of the summary fill themselves.
  await page.goto(`/campaigns/${id}`);
  await page.getByRole("button", { name: "开始执行" }).click();
  await expectSaid(page, `${theme}：执行中`);
  await page.getByRole("button", { name: "结束执行" }).click();
  await expectSaid(page, `${theme}：待总结`);
  await expect(page.getByLabel("参与人数")).toHaveValue("2");
  await expect(page.getByLabel("获得线索")).toHaveValue("2");
  await page.getByLabel("做得好的").fill("样板间讲解受欢迎");
  await page.getByRole("button", { name: "写总结" }).click();
  await expectSaid(page, `${theme}：已总结`);
});

test("a campaign is put off, and whoever invited guests tells them (CMP-12)", async ({ page, request }) => {
  test.setTimeout(120_000);
  const theme = "样板间开放日 延期";
  const id = await approved(request, theme);
  const specialist = await caller(request, "specialist");
  await specialist.post(`/campaigns/${id}/guests`, { name: "王建国", phone: "13816613186" });
  await signIn(page, "specialist");
  await page.goto(`/campaigns/${id}`);
  await page.getByRole("button", { name: "延期" }).click();
  const dialog = page.getByRole("dialog", { name: "延期" });
  await dialog.getByLabel("开始").fill("2027-03-15T09:00");
  await dialog.getByLabel("结束").fill("2027-03-15T17:00");
  await dialog.getByLabel("理由").fill("台风");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "延期" }).click();
  await expect(page.getByText("活动已延期，原定")).toBeVisible();
  await page.goto(`/campaigns/${id}/guests`);
  await expect(page.getByText("还有 1 位嘉宾没有通知到")).toBeVisible();
  await page.getByRole("button", { name: "已通知" }).click();
  await expect(page.getByText("位嘉宾没有通知到")).toBeHidden();
  await expectAccessibleInBothThemes(page);
});
