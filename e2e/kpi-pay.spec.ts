import { caller } from "./support/caller";
import { choose, expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";

const MOST = [10, 10, 10, 10, 10, 20, 4, 10, 10, 6];
const items = (percent: number) => MOST.map((most) => String((most * percent) / 100));

test("KPI-13: account managers are graded, from the draft to the published ranking", async ({ page, playwright, baseURL }) => {
  test.setTimeout(180_000);
  await signIn(page, "hr");
  await page.goto("/gradings/new");
  await page.getByLabel("名称").fill("浏览器测试评定");
  await page.getByRole("checkbox", { name: /许佳宁/ }).check();
  await choose(page, "领导", ["顾明远", "程思源", "陆建平"]);
  await choose(page, "客户经理", ["周子航", "林晓", "何秀兰"]);
  await choose(page, "职工", ["白洁", "邓凯", "方可"]);
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "“浏览器测试评定”已保存");
  await expect(page).toHaveURL(/gradings\/[0-9a-f-]{36}$/);
  const id = new URL(page.url()).pathname.split("/").at(-1)!;
  await page.getByRole("button", { name: "开始收集" }).click();
  await page.getByRole("button", { name: "录入考试成绩" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("88");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("88 → 35.2")).toBeVisible();
  await page.getByRole("button", { name: "开始评议" }).click();
  await expect(page.getByText("走访客户不足")).toBeVisible();

  // Everybody marks; one of them in the browser.
  const path = `/kpi/gradings/${id}`;
  const strangers = await playwright.request.newContext({ baseURL });
  const hr = await caller(strangers, "hr");
  const candidate = (await hr.get(path)).candidates[0].id;
  for (const username of ["gm", "director", "sales.manager", "rep2", "rep", "supervisor", "agent2", "specialist"]) {
    await (await caller(strangers, username)).post(`${path}/review-sheets`, { candidate_id: candidate, items: items(85) });
  }
  for (let n = 0; n < 9; n++) {
    await hr.post(`${path}/review-sheets`, { candidate_id: candidate, customer: `客户${n}`, visited_on: "2026-11-20", items: items(80) });
  }
  await signIn(page, "agent");
  await page.goto(`/gradings/${id}`);
  await page.getByRole("button", { name: "打分" }).click();
  for (const input of await page.getByRole("dialog").getByRole("textbox").all()) await input.fill("4");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();

  // Nine customers are too few; the tenth visit is entered by hand.
  await signIn(page, "hr");
  await page.goto(`/gradings/${id}`);
  await page.getByRole("button", { name: "生成排名" }).click();
  await expectSaid(page, /还有人缺少学历、年限、考试或评议/);
  await page.getByRole("button", { name: "录入客户评议" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("走访客户").fill("第十家客户");
  await dialog.getByLabel("走访日期").fill("2026-11-21");
  for (const [at, item] of ["品行", "敬业", "服务态度", "职业道德", "遵章守纪", "工作业绩", "文字表达", "沟通协调", "计算机", "普通话"].entries()) {
    await dialog.getByLabel(new RegExp(`^${item}`)).fill(items(80)[at]!);
  }
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("走访客户不足")).toHaveCount(0);
  await page.getByRole("button", { name: "生成排名" }).click();
  await page.getByRole("button", { name: "公示排名" }).click();
  await expect(page.getByText(/参评人可在 .* 前提出异议/)).toBeVisible();
  await expectAccessibleInBothThemes(page);

  // The ranking is for everybody, how it came about for the candidate.
  await signIn(page, "rep3");
  await page.goto(`/gradings/${id}`);
  await expect(page.getByText("88 → 35.2")).toBeVisible();
  await page.getByRole("button", { name: "提出异议" }).click();
  await page.getByLabel("理由").fill("考试第 12 题漏计");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("异议：考试第 12 题漏计")).toBeVisible();
  await signIn(page, "director");
  await page.goto(`/gradings/${id}`);
  await page.getByRole("button", { name: "复核" }).click();
  await page.getByRole("dialog").getByText("更正结果").click();
  await page.getByLabel("更正后的考试成绩").fill("90");
  await page.getByLabel("答复").fill("漏计 2 分，已更正");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("90 → 36")).toBeVisible();
  await strangers.dispose();
});

test("KPI-16: a month is prepared, checked, approved, locked, and everyone reads their own slip", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "hr");
  await page.goto("/pay-runs");
  await page.getByRole("button", { name: "新建薪酬表" }).click();
  // Last month is locked in the demo company: this one is open.
  await page.getByRole("dialog").getByLabel("月份").selectOption({ index: 0 });
  await page.getByRole("button", { name: "建表" }).click();
  await expect(page.getByRole("button", { name: "录入", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "录入", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("人员").fill("林晓");
  await dialog.getByRole("option", { name: /林晓/ }).first().click();
  await dialog.getByLabel("金额").fill("1234.5");
  await dialog.getByLabel("依据").fill("提成台账 11-1");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "录入" }).click();
  await expectSaid(page, "已录入");
  await expect(page.getByText("¥1,234.50").first()).toBeVisible();
  const address = page.url();

  for (const [account, act] of [
    ["finance", "核对无误"],
    ["director", "审批通过"],
    ["hr", "锁定发放"],
  ] as const) {
    await signIn(page, account);
    await page.goto(address);
    await page.getByRole("button", { name: act }).click();
    await expect(page.getByRole("button", { name: act })).toHaveCount(0);
  }
  await expectAccessibleInBothThemes(page);

  await signIn(page, "rep");
  await page.goto("/my-pay");
  await expect(page.getByText("¥1,234.50").first()).toBeVisible();
  await expect(page.getByText("岗位工资").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载工资条" }).first().click();
  expect((await download).suggestedFilename()).toContain("林晓");
  await page.goto(address);
  await expect(page.getByText("您没有此项权限").or(page.getByText("没有权限")).first()).toBeVisible();
});
