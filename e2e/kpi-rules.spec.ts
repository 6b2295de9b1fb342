import { caller } from "./support/caller";
import { choose, expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";

/** The ten examiners by account and name. */
const EXAMINERS = {
  gm: "顾明远",
  agent: "白洁",
  director: "程思源",
  "sales.manager": "陆建平",
  supervisor: "何秀兰",
  "service.manager": "韩雪梅",
  hr: "罗敏",
  finance: "金玉成",
  specialist: "方可",
  rep: "林晓",
} as const;

test("KPI-14: a recruitment goes from the applicants over paper and interview to who is taken", async ({ page, playwright, baseURL }) => {
  test.setTimeout(180_000);
  await signIn(page, "hr");
  await page.goto("/recruitments/new");
  await page.getByLabel("名称").fill("浏览器测试竞聘");
  await page.getByLabel("应聘人").fill("赵一\n钱二 | 1 年");
  await choose(page, "考官", Object.values(EXAMINERS).slice(0, 9));
  await page.getByRole("button", { name: "发起竞聘" }).click();
  await expect(page.getByText("考官人数不足")).toBeVisible();
  await choose(page, "考官", [EXAMINERS.rep]);
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "发起竞聘" }).click();
  await expectSaid(page, "“浏览器测试竞聘”已发起");
  await expect(page).toHaveURL(/recruitments\/[0-9a-f-]{36}$/);
  const id = new URL(page.url()).pathname.split("/").at(-1)!;

  // 80 × 40 % + 75 × 40 % + 90 × 20 % = 80 on paper.
  const first = page.getByRole("row").filter({ hasText: "赵一" });
  await first.getByRole("button", { name: "录入笔试" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("法律、计算机和写作").fill("101");
  await dialog.getByLabel("业务知识").fill("75");
  await dialog.getByLabel("作文").fill("90");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByLabel("法律、计算机和写作")).toHaveAttribute("aria-invalid", "true");
  await expectAccessibleInBothThemes(page);
  await dialog.getByLabel("法律、计算机和写作").fill("80");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toBeHidden();
  await expect(first).toContainText("80 / 75 / 90");

  // The other's paper and what the examiners mark come over the API; one examiner marks here.
  const strangers = await playwright.request.newContext({ baseURL });
  const hr = await caller(strangers, "hr");
  const path = `/kpi/recruitments/${id}`;
  const [one, two] = (await hr.get(path)).applicants.map((applicant: { id: string }) => applicant.id);
  await hr.act(path, { act: "mark_paper", applicant_id: two, law: "70", trade: "70", essay: "70" });
  const marks = [80, 81, 82, 84, 85, 86, 87, 88, 90];
  for (const [at, username] of Object.keys(EXAMINERS).slice(0, 9).entries()) {
    const examiner = await caller(strangers, username);
    await examiner.act(path, { act: "interview", applicant_id: one, mark: String(marks[at]) });
    await examiner.act(path, { act: "interview", applicant_id: two, mark: "100" });
  }
  await strangers.dispose();
  await signIn(page, "rep");
  await page.goto(`/recruitments/${id}`);
  for (const [name, mark] of [["赵一", "92"], ["钱二", "100"]] as const) {
    await page.getByRole("row").filter({ hasText: name }).getByRole("button", { name: "面试打分" }).click();
    await dialog.getByLabel("得分").fill(mark);
    await dialog.getByRole("button", { name: "保存" }).click();
    await expect(dialog).toBeHidden();
  }

  // 80 × 80 % + 85.5 × 20 % = 81.1 before 70 × 80 % + 100 × 20 % = 76.
  await signIn(page, "hr");
  await page.goto(`/recruitments/${id}`);
  await page.getByRole("button", { name: "生成排名" }).click();
  await expect(first).toContainText("81.1");
  await expect(page.getByRole("row").filter({ hasText: "钱二" })).toContainText("76");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("row").filter({ hasText: "钱二" }).getByRole("button", { name: "录用" }).click();
  await dialog.getByRole("combobox").fill("许佳宁");
  await page.getByRole("option", { name: /许佳宁/ }).first().click();
  await dialog.getByLabel("上岗日期").fill("2026-11-02");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: "钱二" })).toContainText("2026-11-02");
  await page.getByRole("button", { name: "结束竞聘" }).click();
  await expect(page.getByText("已结束").first()).toBeVisible();
});

test("KPI-15: the rule book is changed from a month on, and what was stays", async ({ page }) => {
  await signIn(page, "hr");
  await page.goto("/rule-book");
  const benefit = page.locator("dl > div").filter({ hasText: "正式工效益基数" });
  await expect(benefit).toContainText("800");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "修改制度" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("正式工效益基数").fill("八百");
  await dialog.getByLabel("修改说明").fill("经理办公会 2026 年第 11 次决定");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByLabel("正式工效益基数")).toHaveAttribute("aria-invalid", "true");
  await expectAccessibleInBothThemes(page);
  await dialog.getByLabel("正式工效益基数").fill("850");
  const next = dialog.getByLabel("从哪个月起").locator("option").nth(1);
  const month = (await next.getAttribute("value"))!;
  await dialog.getByLabel("从哪个月起").selectOption(month);
  await dialog.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "新制度已保存");
  await expect(benefit, "this month as before").toContainText("800");
  await page.goto(`/rule-book?month=${month}`);
  await expect(benefit).toContainText("850");
  await expect(page.getByText("经理办公会 2026 年第 11 次决定")).toBeVisible();
});

test("KPI-06: the year's rules get an item that people mark, and weights that do not add up are refused", async ({ page }) => {
  await signIn(page, "director");
  await page.goto("/kpi-cycles");
  await page.getByRole("button", { name: "周期规则" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "添加年度附加项" }).click();
  await dialog.getByLabel("叫什么（留空用系统名称）").fill("年度述职");
  await dialog.getByLabel("权重", { exact: true }).fill("20");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByRole("alert").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await dialog.getByLabel("月度平均的权重").fill("80");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, /新规则从.*起生效/);
  await page.getByRole("button", { name: "周期规则" }).click();
  await expect(dialog.getByLabel("叫什么（留空用系统名称）")).toHaveValue("年度述职");
  await expect(dialog.getByLabel("月度平均的权重")).toHaveValue("80");
});
