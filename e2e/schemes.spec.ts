import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

test("a scheme is changed, tried over a past month and put in force; those it measures read how", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "director");
  await goTo(page, "考核方案");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "新建版本" }).first().click();
  await page.getByLabel("角色").selectOption({ label: "市场专员" });
  await page.getByRole("button", { name: "修改，作为新版本" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "市场专员考核方案" })).toBeVisible();
  await expect(page.getByText("草稿").first()).toBeVisible();
  await expect(page.getByText("权重合计 100 / 100")).toBeVisible();

  const first = page.getByRole("group", { name: "1", exact: true });
  await first.getByLabel("权重").fill("20");
  await expect(page.getByText("权重合计 90 / 100")).toBeVisible();
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByText("合计必须为 100").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("group", { name: "2", exact: true }).getByLabel("权重").fill("50");
  await expect(page.getByText("权重合计 100 / 100")).toBeVisible();
  await expect(page.getByText(/\d+ 人：\d+ 人上升，\d+ 人下降/)).toBeVisible();

  await page.getByRole("button", { name: "添加指标" }).click();
  const added = page.getByRole("group", { name: "4", exact: true });
  await added.getByLabel("考核什么", { exact: true }).selectOption({ label: "人工录入" });
  await added.getByLabel("作用").selectOption({ label: "加分" });
  await added.getByLabel("最多加几分").fill("5");
  await added.getByLabel("目标（得 100 分）").fill("5");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(added.getByText("必填")).toBeVisible();
  await added.getByLabel(/^叫什么/).fill("活动创意加分");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expectSaid(page, "草稿已保存");
  await expectAccessibleInBothThemes(page);

  await page.getByLabel("生效月份").selectOption({ index: 0 });
  await page.getByRole("button", { name: "安排生效" }).click();
  await expectSaid(page, /新版本从.*起生效/);
  await expect(page.getByText("“举办活动”权重 30 → 20")).toBeVisible();
  await expect(page.getByText("新增“活动创意加分”，权重 5")).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.goto("/kpi-entries");
  await page.getByRole("button", { name: "录入", exact: true }).first().click();
  await page.getByLabel("谁的哪个指标").selectOption({ label: "方可 · 活动创意加分" });
  await page.getByLabel("数值").fill("4");
  await page.getByRole("button", { name: "保存录入" }).click();
  await expect(page.getByText("必填").first()).toBeVisible();
  await page.getByLabel("理由和依据").fill("开放日主题方案被总部选中");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "保存录入" }).click();
  await expectSaid(page, /已录入 方可/);
  await expect(page.getByText("开放日主题方案被总部选中")).toBeVisible();

  await signIn(page, "specialist");
  await goTo(page, "考核方案");
  await page.getByRole("link", { name: "市场专员考核方案" }).first().click();
  await expect(page.getByRole("heading", { level: 2, name: "活动创意加分" })).toBeVisible();
  await expect(page.getByText("最多加 5 分").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "修改，作为新版本" })).toHaveCount(0);
  await page.goto("/kpi");
  await page.getByRole("link", { name: /^方可，.* 分/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "怎样提高最快" })).toBeVisible();
  await expect(page.getByText("最多加 5 分 = 加 4.0")).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
