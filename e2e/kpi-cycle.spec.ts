import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";
import type { Page } from "@playwright/test";
import type { Account } from "./support/people";

/** The month before last, which the demo company still appraises: as the address has it and as it is said. */
function lateMonth(): { month: string; name: string } {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now());
  const [year = 0, month = 0] = today.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 3, 1));
  return { month: first.toISOString().slice(0, 7), name: `${first.getUTCFullYear()}年${first.getUTCMonth() + 1}月` };
}

const { month, name } = lateMonth();

async function openCycle(page: Page): Promise<void> {
  await page.goto("/kpi-cycles");
  await page.getByRole("link", { name }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "考核周期" })).toBeVisible();
}

/** Marks 林晓 for communication. */
async function marks(page: Page, account: Account, mark: string, remark: string): Promise<void> {
  await signIn(page, account);
  await openCycle(page);
  const sheet = page.locator("section.sheet").filter({ has: page.getByRole("heading", { level: 2, name: "林晓" }) });
  await sheet.getByRole("button", { name: "评分", exact: true }).click();
  await sheet.getByLabel("沟通协作").fill(mark);
  await sheet.getByLabel("评语").fill(remark);
  await sheet.getByRole("button", { name: "提交评分" }).click();
  await expectSaid(page, "已给 林晓 评分");
}

test("a month goes from self-reviews over marks and calibration to an appeal", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, "rep");
  await goTo(page, "待办");
  await page.getByRole("link", { name: "我的任务" }).click();
  await expect(page.getByText("写自评").first()).toBeVisible();
  await openCycle(page);
  await page.getByLabel("主要业绩").fill("签下样板间 1 套，新增客户 4 家");
  await page.getByLabel("不足之处").fill("两次跟进晚了一天");
  await page.getByLabel("改进措施").fill("每天下班前看一遍跟进计划");
  await page.getByRole("button", { name: "提交自评" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("沟通协作").fill("95");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "提交自评" }).click();
  await expectSaid(page, "自评已提交");

  await signIn(page, "director");
  await openCycle(page);
  await expect(page.getByRole("heading", { level: 2, name: "还没完成的人" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "提前进入下一步" }).click();
  await expectSaid(page, "已进入下一步");

  await marks(page, "rep2", "92", "答应的事都按时做到");
  await marks(page, "rep3", "85", "交接清楚");
  await marks(page, "specialist", "60", "活动前沟通偏晚");
  await marks(page, "supervisor", "80", "主动，但要更早同步进度");
  await expectAccessibleInBothThemes(page);

  await signIn(page, "director");
  await openCycle(page);
  await page.getByRole("button", { name: "提前进入下一步" }).click();
  await expectSaid(page, "已进入下一步");
  await page.getByRole("link", { name: "校准与公示" }).click();
  await page.getByRole("button", { name: "调整 林晓 的分数" }).click();
  await page.getByLabel("调整为").fill("88.5");
  await page.getByRole("button", { name: "保存调整" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("理由").fill("协助展会三天，系统没有记录");
  await page.getByRole("button", { name: "保存调整" }).click();
  await expectSaid(page, "已提出，待他人确认");
  await expect(page.getByText("协助展会三天，系统没有记录")).toBeVisible();
  await expect(page.getByText("1 条调整待他人确认，确认前不能公示。")).toBeVisible();
  await expect(page.getByRole("button", { name: "公示成绩" })).toHaveCount(0);
  await expectAccessibleInBothThemes(page);

  await signIn(page, "hr");
  await openCycle(page);
  await page.getByRole("link", { name: "校准与公示" }).click();
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await expectSaid(page, "已确认，计入成绩");
  await page.getByRole("button", { name: "公示成绩" }).click();
  await page.getByRole("button", { name: "确认公示" }).click();
  await expectSaid(page, /已公示 \d+ 人的成绩/);

  await signIn(page, "rep");
  await page.goto(`/kpi?month=${month}`);
  await page.getByRole("link", { name: /^林晓，.* 分/ }).click();
  await expect(page.getByText("自评 95.0 × 10% + 上级评价 80.0 × 40% + 同事评价平均 79.0 × 50% = 81.0")).toBeVisible();
  await expect(page.getByText(/校准：.* → 88.5（程思源 提出，罗敏 确认：协助展会三天，系统没有记录）/)).toBeVisible();
  await expect(page.getByText("收到 3 份，邀请 3 份")).toBeVisible();
  await expect(page.getByText("主动，但要更早同步进度")).toBeVisible();
  await expect(page.getByText("周子航")).toHaveCount(0);
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "对总成绩申诉" }).click();
  await page.getByLabel("申诉理由").fill("有一次电话回访没有算进去");
  await page.getByRole("button", { name: "提交申诉" }).click();
  await expectSaid(page, "申诉已提交");
  await expect(page.getByText("申诉中")).toBeVisible();
  const score = new URL(page.url()).pathname;

  // KPI-04: who marked is opened by two people together, and never to those whom it is kept from.
  await expect(page.getByRole("button", { name: "申请查看评价人" })).toHaveCount(0);
  await signIn(page, "director");
  await page.goto(score);
  await page.getByRole("button", { name: "申请查看评价人" }).click();
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("理由").fill("评语涉及客户投诉，须核实");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByText("等待另一位有权限的人确认。")).toBeVisible();
  await expect(page.getByRole("heading", { level: 3, name: "周子航" })).toHaveCount(0);
  const request = new URL(page.url()).pathname;

  await signIn(page, "hr");
  await page.goto(request);
  await page.getByRole("button", { name: "确认打开" }).click();
  await expect(page.getByRole("heading", { level: 3, name: "周子航" })).toBeVisible();
  await expect(page.getByText("答应的事都按时做到")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await signIn(page, "supervisor");
  await page.goto(request);
  await expect(page.getByText("周子航")).toHaveCount(0);
});

test("a manager sees the team and what would raise each most @phone", async ({ page }) => {
  await signIn(page, "supervisor");
  await page.goto("/kpi-team");
  await expect(page.getByRole("heading", { level: 1, name: "团队绩效" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "最弱的指标" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^林晓，/ })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
