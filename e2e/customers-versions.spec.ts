import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";
import type { Page } from "@playwright/test";

async function enters(page: Page, name: string, city: string): Promise<string> {
  await page.goto("/customers/new");
  await page.getByLabel("客户名称").fill(name);
  await page.getByLabel("城市").fill(city);
  await page.getByRole("button", { name: "建立档案" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return page.url();
}

test("a changed name waits beside the approved file, is approved, and history and an earlier day show both (CRM-03, CRM-04) @phone", async ({ page, isMobile }) => {
  const name = `宜宾竹海家居${isMobile ? "电子" : "商贸"}有限公司`;
  const later = name.replace("家居", "全屋定制");
  await signIn(page, "rep");
  const file = await enters(page, name, "宜宾");

  await test.step("the supervisor approves what was entered", async () => {
    await signIn(page, "supervisor");
    await page.goto(file);
    await page.getByRole("button", { name: "同意" }).click();
    await expectSaid(page, `${name} 的档案已通过`);
  });

  await test.step("the rep's change of the name waits, the approved one stays in force", async () => {
    await signIn(page, "rep");
    await page.goto(`${file}/edit`);
    await page.getByLabel("客户名称").fill(later);
    await page.getByRole("button", { name: "保存" }).click();
    await expectSaid(page, `${name} 已保存；关键字段的变更待审`);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByRole("row", { name: /^名称 / })).toContainText(later);
    await expect(page.getByRole("button", { name: "同意" })).toHaveCount(0);
    await expectAccessibleInBothThemes(page);
  });

  await test.step("the supervisor sees both side by side and approves", async () => {
    await signIn(page, "supervisor");
    await page.goto(file);
    const row = page.getByRole("row", { name: /^名称 / });
    await expect(row.getByRole("deletion")).toHaveText(name);
    await expect(row.getByRole("insertion")).toHaveText(later);
    await page.getByRole("button", { name: "同意" }).click();
    await expectSaid(page, `${later} 的变更已通过`);
    await expect(page.getByRole("heading", { level: 1, name: later })).toBeVisible();
  });

  await test.step("who changed what stands in the history, and the file of a day can be opened", async () => {
    await page.getByRole("link", { name: "变更历史与往日档案" }).click();
    const change = page.getByRole("listitem").filter({ hasText: later }).first();
    await expect(change).toContainText(`${name} → ${later}`);
    await expect(change).toContainText("由 林晓 提出");
    await expectAccessibleInBothThemes(page);
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now());
    await page.getByLabel("日期").fill(today);
    await expect(page.getByRole("heading", { name: / 的档案$/ })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`on=${today}`));
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1, name: later })).toBeVisible();
  });
});

test("two files of one customer become one and come apart again (CRM-09)", async ({ page }) => {
  const [name, twin] = ["乐山青衣江门窗有限公司", "乐山青衣江门窗公司"];
  await signIn(page, "rep");
  const duplicate = await enters(page, twin, "乐山");
  const file = await enters(page, name, "成都");

  await signIn(page, "supervisor");
  await page.goto(file);
  await page.getByRole("link", { name: "合并档案" }).click();
  await page.getByLabel("重复的档案").fill(twin);
  await page.getByRole("option", { name: new RegExp(twin) }).click();
  await page.getByRole("button", { name: "查看合并结果" }).click();
  const city = page.getByRole("row", { name: "城市" });
  await expect(city).toContainText("成都");
  await city.getByRole("checkbox", { name: "取这一份" }).check();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "合并", exact: true }).click();
  await expectSaid(page, new RegExp(`^已并入 .*${name}$`));
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("成都 → 乐山")).toBeVisible();
  await page.goto(duplicate);
  await expect(page.getByRole("heading", { level: 1, name: twin, exact: true })).toHaveCount(0);

  await page.goto(file);
  await page.getByRole("button", { name: "撤销合并" }).click();
  await expectSaid(page, "合并已撤销");
  await page.goto(duplicate);
  await expect(page.getByRole("heading", { level: 1, name: twin })).toBeVisible();
});
