import { as, ok, once, seen, type Schemas } from "./api/client";
import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";
import { NAMES } from "./support/people";

const TOMORROW = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + 86_400_000);

test("a flow gets a new version, is tried out, and is put in force from a day on (DAY-01)", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "admin");
  await page.goto("/approval-flows?filter[kind]=campaign");
  await page.locator("tbody").getByRole("link").first().click();
  await page.getByRole("button", { name: "新建版本" }).click();
  await expect(page.getByRole("button", { name: "保存草稿" })).toBeVisible();

  // What a small plan of the specialist would go through.
  const trial = page.locator("section", { has: page.getByRole("heading", { name: "试运行" }) });
  await trial.getByRole("button", { name: "看看会由谁审批" }).click();
  await expect(trial.getByText("必填")).toBeVisible();
  await trial.getByLabel("申请人").fill(NAMES.specialist);
  await page.getByRole("option", { name: new RegExp(NAMES.specialist) }).click();
  await trial.getByLabel("金额").fill("20000");
  await trial.getByRole("button", { name: "看看会由谁审批" }).click();
  await expect(trial.getByText(NAMES.director)).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.getByLabel("流程名称").fill("活动审批（试行）");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expectSaid(page, "草稿已保存");
  await page.getByLabel("生效日期").fill(TOMORROW);
  await page.getByRole("button", { name: "生效", exact: true }).click();
  await expectSaid(page, "新版本已安排生效");
  // Not yet in force: it goes back to the desk, and what runs stays as it was.
  await page.getByRole("button", { name: "撤回为草稿" }).click();
  await expect(page.getByRole("button", { name: "保存草稿" })).toBeVisible();
});

test("what waits is decided from the list, by keyboard and several at once, and the count follows (DAY-02)", async ({ page }) => {
  test.setTimeout(180_000);
  const specialist = await as("specialist");
  const submitted = async (theme: string) => {
    const plan: Schemas["CampaignPlan"] = {
      theme,
      form: "online",
      goal: "新增线索 20 条",
      starts_at: new Date(Date.now() + 20 * 86_400_000).toISOString(),
      ends_at: new Date(Date.now() + 21 * 86_400_000).toISOString(),
      budget: { amount: "3000", currency: "CNY" },
      expected_participants: 30,
      expected_leads: 20,
      proposal: "线上直播",
    };
    const made = ok(await specialist.POST("/api/v1/campaigns", { params: { header: once() }, body: plan }));
    const path = { id: made.id };
    ok(await specialist.POST("/api/v1/campaigns/{id}/transitions", { params: { path, header: seen(made.version) }, body: { act: "submit" } }));
  };
  await signIn(page, "director");
  await page.goto("/inbox/decide");
  await expect(page.getByRole("heading", { level: 1, name: "待办" })).toBeVisible();
  const badge = page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: "待办" }).first().locator(".count");
  const counted = async () => ((await badge.count()) ? Number(await badge.textContent()) : 0);
  const before = ok(await (await as("director")).GET("/api/v1/inbox/count", {})).open;
  await expect(async () => expect(await counted()).toBe(before)).toPass();
  for (const theme of ["键盘同意的活动", "键盘退回的活动"]) await submitted(theme);
  // The flow of leave lets several be approved at once, that of campaigns does not.
  const manager = await as("service.manager");
  const substitute = ok(await (await as("agent")).GET("/api/v1/me", {}));
  const numbers: string[] = [];
  for (const on of ["2027-04-12", "2027-04-13"]) {
    const form: Schemas["LeaveForm"] = { kind: "annual", from_on: on, to_on: on, substitute_id: substitute.id, reason: "陪家人" };
    numbers.push(ok(await manager.POST("/api/v1/leaves", { params: { header: once() }, body: form })).number);
  }
  await expect(async () => expect(await counted()).toBe(before + 4), "the count follows live").toPass();

  await page.reload();
  const row = (title: string) => page.locator(".deciding > li").filter({ hasText: title });
  await expect(row(numbers[1]!)).toBeVisible();
  await expect(row("键盘同意的活动").getByRole("checkbox")).toHaveCount(0);
  const reach = async (theme: string) => {
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press("j");
      if (await row(theme).evaluate((one) => one.classList.contains("chosen"))) return;
    }
    throw new Error(`${theme} cannot be reached by keyboard`);
  };
  await reach("键盘同意的活动");
  await page.keyboard.press("a");
  await expect(row("键盘同意的活动")).toHaveCount(0);

  await page.reload();
  await expect(row("键盘退回的活动")).toBeVisible();
  await reach("键盘退回的活动");
  await page.keyboard.press("r");
  await page.getByLabel("退回理由").fill("请补充预算明细");
  await row("键盘退回的活动").getByRole("button", { name: "退回" }).first().click();
  await expect(row("键盘退回的活动")).toHaveCount(0);

  for (const number of numbers) await row(number).getByRole("checkbox").check();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "批量同意 2 项" }).click();
  for (const number of numbers) await expect(row(number)).toHaveCount(0);
  await expect(async () => expect(await counted()).toBe(before)).toPass();
});

test("leave is asked for, approved, and whoever stands in is named (DAY-08, ORG-09)", { tag: "@phone" }, async ({ page, isMobile }) => {
  test.setTimeout(120_000);
  const [from, to] = isMobile ? ["2027-03-15", "2027-03-15"] : ["2027-03-08", "2027-03-08"];
  await signIn(page, "rep");
  await page.goto("/leaves");
  await expect(page.getByRole("heading", { level: 1, name: "请假" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "申请请假" }).first().click();
  await page.getByRole("radio", { name: "年假" }).check();
  await page.getByLabel("开始日期").fill(from!);
  await page.getByLabel("结束日期").fill(to!);
  await page.getByRole("combobox", { name: "代理人" }).fill(NAMES.rep2);
  await page.getByRole("option", { name: new RegExp(NAMES.rep2) }).click();
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("请假原因").fill("陪孩子参加入学考试");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByRole("heading", { level: 1, name: NAMES.rep })).toBeVisible();
  await expect(page.getByText(`批准后由 ${NAMES.rep2} 代为审批和处理待办`)).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const leave = page.url();
  const number = (await page.locator("main .number").first().textContent())!;

  await signIn(page, "supervisor");
  await page.goto("/inbox");
  const row = page.locator(".deciding > li").filter({ hasText: number });
  await row.getByRole("button", { name: "同意" }).click();
  await expect(row).toHaveCount(0);
  await signIn(page, "rep");
  await page.goto(leave);
  await expect(page.getByText("待休假").first()).toBeVisible();
  await page.getByRole("button", { name: "取消请假" }).click();
  await expect(page.getByText("已取消").first()).toBeVisible();
});
