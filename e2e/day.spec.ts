import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

// One working day of one company: each part goes on from the records of the part before.
test.describe.configure({ mode: "serial" });

const SHEET = resolve(import.meta.dirname, "../crates/areas/customers/tests/data/customers-messy.xlsx");
/** In row 3 of the sheet, with the phone number 13816613186. */
const CUSTOMER = "成都嘉业文化传播有限公司";
const THEME = "秋季整装开放日";

/** A day from now as the date fields take it, in the company's time zone. */
function inDays(days: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + days * 86_400_000);
}

test("the rep imports a messy sheet, corrects a row and finds a customer", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, "rep");
  await expectAccessibleInBothThemes(page);
  await goTo(page, "客户导入");
  await page.getByRole("link", { name: "导入客户" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "导入客户" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("把表格拖到这里").setInputFiles(SHEET);

  const segments = page.getByRole("group", { name: "行数" });
  await expect(segments.getByRole("button", { name: /可导入\s*1,643/ })).toBeVisible({ timeout: 20_000 });
  await expect(segments.getByRole("button", { name: /有误\s*254/ })).toBeVisible();
  await expect(segments.getByRole("button", { name: /重复\s*103/ })).toBeVisible();

  await segments.getByRole("button", { name: /有误/ }).click();
  const wrong = page.getByRole("listitem").filter({ hasText: "东莞安泰新源广告有限公司" });
  await expect(wrong.getByText("E4 手机：电话号码位数不足")).toBeVisible();
  await expect(page.getByText(/^C5 统一社会信用代码：/)).toBeVisible();
  await expectAccessibleInBothThemes(page);

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "下载问题表" }).click()]);
  const file = await readFile(await download.path());
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  expect(file.subarray(0, 2).toString(), "an xlsx file is a zip archive").toBe("PK");

  await wrong.getByRole("button", { name: "更正" }).click();
  await wrong.getByLabel("手机").fill("18693518123");
  await wrong.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, "第 4 行已更正");
  await expect(segments.getByRole("button", { name: /有误\s*253/ })).toBeVisible();

  await page.getByRole("button", { name: "导入 1,644 行" }).click();
  // Said at once or, when entering takes longer, told by the page that waits for it.
  await expect(page.getByText("已导入 1,644 位客户").first()).toBeVisible({ timeout: 60_000 });

  await goTo(page, "客户");
  await expectAccessibleInBothThemes(page);
  const search = page.getByRole("searchbox", { name: "搜索" });
  for (const words of ["嘉业文化", "cdjywhcb", "3186"]) {
    await search.fill(words);
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(words)}`));
    await expect(page.getByRole("link", { name: CUSTOMER }).first()).toBeVisible();
  }
});

test("the rep writes a follow-up down and finds it on the timeline and in the inbox", async ({ page }) => {
  await signIn(page, "rep");
  await goTo(page, "客户");
  await page.getByRole("searchbox", { name: "搜索" }).fill(CUSTOMER);
  await page.getByRole("link", { name: CUSTOMER }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: CUSTOMER })).toBeVisible();

  await page.getByRole("radio", { name: "电话" }).check();
  await page.getByLabel("谈了什么").fill("想把展厅软装换新，预算八万，年前完工");
  await page.getByLabel("下次联系", { exact: true }).first().fill(inDays(3));
  await page.getByLabel("下一步").fill("发送软装报价");
  await page.getByRole("button", { name: "保存跟进" }).click();
  await expectSaid(page, "跟进已记下");
  await expect(page.getByRole("listitem").filter({ hasText: "想把展厅软装换新，预算八万，年前完工" })).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await goTo(page, "待办");
  await expect(page.getByRole("link", { name: "发送软装报价" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("the specialist's campaign is approved, held and summed up", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "specialist");
  await goTo(page, "营销活动");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "策划活动" }).first().click();
  await page.getByLabel("活动主题").fill(THEME);
  await page.getByRole("radio", { name: "小区活动" }).check();
  await page.getByLabel("业务目标").fill("新增整装线索 40 条");
  await page.getByLabel("目标客群").fill("城东新交付小区业主");
  await page.getByLabel("开始").fill(`${inDays(0)}T09:00`);
  await page.getByLabel("结束").fill(`${inDays(0)}T17:00`);
  await page.getByLabel("地点").fill("成都天府新区样板间");
  await page.getByLabel("预算").fill("20000");
  await page.getByLabel("预计参与").fill("80");
  await page.getByLabel("预计线索").fill("40");
  await page.getByLabel("活动方案").fill("上午参观样板间，下午设计师一对一；雨天改室内。");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "存为草稿" }).click();
  await expect(page.getByRole("heading", { level: 1, name: THEME })).toBeVisible();
  await page.getByRole("button", { name: "提交审批" }).click();
  await expectSaid(page, `${THEME}：审批中`);

  await signIn(page, "director");
  await goTo(page, "待办");
  await page.getByRole("link", { name: THEME }).click();
  await expect(page.getByRole("heading", { level: 1, name: THEME })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("意见（可不填）").fill("同意，注意雨天预案");
  await page.getByRole("button", { name: "同意", exact: true }).click();
  await expectSaid(page, /已同意/);

  await signIn(page, "specialist");
  await goTo(page, "营销活动");
  await page.getByRole("link", { name: THEME }).click();
  await page.getByRole("link", { name: "筹备", exact: true }).click();
  await page.getByRole("button", { name: "添加事项" }).click();
  const adding = page.getByRole("dialog", { name: "添加事项" });
  await adding.getByLabel("事项").fill("样板间布置");
  await adding.getByLabel("类别").selectOption("venue");
  await adding.getByLabel("负责人").fill("方可");
  await adding.getByRole("option", { name: /方可/ }).click();
  await adding.getByLabel("提前").fill("0");
  await adding.getByRole("button", { name: "保存事项" }).click();
  await expectSaid(page, "已保存“样板间布置”");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "样板间布置" }).click();
  await page.getByRole("button", { name: "完成" }).click();
  await page.getByRole("dialog", { name: "完成" }).getByRole("button", { name: "完成" }).click();
  await expectSaid(page, "“样板间布置”：已完成");
  await page.getByRole("link", { name: new RegExp(THEME) }).click();
  await page.getByRole("button", { name: "确认筹备就绪" }).click();
  await expectSaid(page, `${THEME}：筹备就绪`);
  await page.getByRole("button", { name: "开始执行" }).click();
  await expectSaid(page, `${THEME}：执行中`);
  await page.getByRole("button", { name: "结束执行" }).click();
  await expectSaid(page, `${THEME}：待总结`);
  await page.getByLabel("参与人数").fill("92");
  await page.getByLabel("获得线索").fill("48");
  await page.getByLabel("实际花费").fill("18600");
  await page.getByLabel("做得好的").fill("老客户转介绍多，样板间讲解受欢迎");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "写总结" }).click();
  await expectSaid(page, `${THEME}：已总结`);
  await expect(page.getByText("¥387.50")).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("a complaint goes from the telephone to a satisfied customer", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "agent");
  await goTo(page, "投诉");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "受理投诉" }).first().click();
  const customer = page.getByRole("combobox", { name: "客户" });
  await customer.fill("嘉业文化");
  await page.getByRole("option", { name: CUSTOMER }).first().click();
  await page.getByRole("radio", { name: "交付" }).check();
  await page.getByLabel("投诉内容").fill("展厅软装约定周五安装，到周日仍无人联系。");
  await page.getByLabel("客户的要求").fill("三天内装完并说明原因");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "受理", exact: true }).click();
  await expect(page.getByRole("heading", { name: "请读给客户听" })).toBeVisible();
  const number = await page.getByRole("heading", { level: 1 }).innerText();

  await signIn(page, "service.manager");
  await goTo(page, "投诉");
  await page.getByRole("link", { name: number }).click();
  await page.getByRole("combobox", { name: "调查人" }).fill("邓凯");
  await page.getByRole("option", { name: "邓凯" }).click();
  await page.getByRole("button", { name: "指派调查人" }).click();
  await expectSaid(page, `${number}：调查中`);

  await signIn(page, "agent2");
  await goTo(page, "投诉");
  await page.getByRole("link", { name: number }).click();
  await page.getByLabel("调查经过").fill("查看排期记录，电话询问安装组和客户");
  await page.getByRole("textbox", { name: "原因" }).fill("排期表漏登，安装组未收到通知");
  await page.getByLabel("处理措施").fill("明日上门安装；排期改为双人核对");
  await page.getByLabel("补偿金额").fill("500");
  await page.getByLabel("完成日期").fill(inDays(2));
  await page.getByRole("button", { name: "拟处理方案" }).click();
  await expectSaid(page, `${number}：方案已拟`);
  await page.getByRole("button", { name: "提交审批" }).click();
  await expectSaid(page, `${number}：方案审批中`);

  await signIn(page, "director");
  await goTo(page, "待办");
  await page.getByRole("link", { name: number }).click();
  await page.getByRole("button", { name: "同意", exact: true }).click();
  await expectSaid(page, /已同意/);

  await signIn(page, "agent2");
  await goTo(page, "投诉");
  await page.getByRole("link", { name: number }).click();
  await page.getByLabel("处理结果").fill("已安装完毕，客户当场验收");
  await page.getByRole("button", { name: "处理完成" }).click();
  await expectSaid(page, `${number}：待回访`);

  await signIn(page, "agent");
  await goTo(page, "投诉");
  await page.getByRole("link", { name: number }).click();
  await page.getByRole("radio", { name: "5 很满意" }).check();
  await expect(page.getByText("客户满意，保存后结案。")).toBeVisible();
  await page.getByLabel("客户的话").fill("处理很快，谢谢");
  await page.getByRole("button", { name: "保存回访" }).click();
  await expectSaid(page, `${number}：已结案`);
  await expectAccessibleInBothThemes(page);
});

test("the director follows a score down to its records, and a new record moves it", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "director");
  await goTo(page, "绩效");
  for (const name of ["程思源", "林晓", "方可", "白洁", "韩雪梅"]) {
    await expect(page.getByRole("link", { name: new RegExp(`^${name}，\\d.* 分`) })).toBeVisible();
  }
  await expectAccessibleInBothThemes(page);

  await page.getByRole("link", { name: /^方可，.* 分/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "方可" })).toBeVisible();
  await expect(page.getByText("本人负责的活动中，实际获得的线索与计划线索之比。")).toBeVisible();
  await expect(page.getByText("怎么计分").first()).toBeVisible();
  await expect(page.getByText(/\d ÷ \d+ = \d/).first()).toBeVisible();
  await expect(page.getByRole("link", { name: THEME }).first()).toBeVisible();
  await expectAccessibleInBothThemes(page);

  const rep = () => page.getByRole("link", { name: /^林晓，.* 分/ });
  const made = page.getByText(/^合计 \d+ → .* × /);
  await goTo(page, "绩效");
  await rep().click();
  const before = await made.innerText();

  await signIn(page, "rep");
  await goTo(page, "客户");
  await page.getByRole("searchbox", { name: "搜索" }).fill(CUSTOMER);
  await page.getByRole("link", { name: CUSTOMER }).first().click();
  await page.getByLabel("谈了什么").fill("报价已确认，约定下周签约");
  await page.getByRole("button", { name: "保存跟进" }).click();
  await expectSaid(page, "跟进已记下");

  await signIn(page, "director");
  await goTo(page, "绩效");
  await rep().click();
  await expect(made).not.toHaveText(before);
});
