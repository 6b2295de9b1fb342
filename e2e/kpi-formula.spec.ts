import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";

test("a formula is checked as it is typed, worked out on an example, and saved", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "director");
  await page.goto("/kpi-schemes/new");
  await page.getByLabel("角色").selectOption({ label: "销售经理" });
  await page.getByRole("button", { name: "修改，作为新版本" }).click();
  const first = page.getByRole("group", { name: "1", exact: true });
  await first.getByLabel("怎样计分").selectOption({ label: "按公式" });
  const formula = first.getByLabel("公式", { exact: true });
  await formula.fill("100 - luck * 10");
  await expect(first.getByText("第 7 个字符处的名称不认识")).toBeVisible();
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(formula).toHaveAttribute("aria-invalid", "true");
  await expectAccessibleInBothThemes(page);
  await formula.fill("如果（未做到＞3，0，100－未做到×10）");
  await expect(first.getByText("2 > 3 ✗")).toBeVisible();
  await expect(first.getByText("100 − 20 = 80")).toBeVisible();
  await expect(first.getByText("得 80 分")).toBeVisible();
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expectSaid(page, "草稿已保存");
  await expectAccessibleInBothThemes(page);
});

test("the director sees which rule was missed, by whom, and opens the records @phone", async ({ page }) => {
  await signIn(page, "director");
  await page.goto("/kpi");
  await page.getByRole("link", { name: "规则执行" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "规则执行" })).toBeVisible();
  await expect(page.getByText(/\d+ 次未做到，涉及 \d+ 人/)).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const rules = page.getByRole("region", { name: "按规则" }).or(page.locator("section", { hasText: "按规则" }).first());
  await rules.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 2, name: /^明细：/ })).toBeVisible();
  await expect(page.locator("#records tbody tr").first()).toBeVisible();
});
