import { expect, expectAccessibleInBothThemes, expectSaid, signIn, test } from "./support/office";
import type { Page } from "@playwright/test";

/** Someone without an account, on the page behind the link. */
async function answers(page: Page, address: string, visit: string, score: string, said: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("radio", { name: visit, exact: true }).check();
  if (visit === "到过") await page.getByRole("radiogroup", { name: "推荐" }).getByText(score, { exact: true }).click();
  await page.getByRole("textbox", { name: "建议" }).fill(said);
  // Who fills in a form within moments counts as a program and is asked to try again.
  await expect(async () => {
    await page.getByRole("button", { name: "提交" }).click();
    await expect(page.getByText("已收到，谢谢！")).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

test("a questionnaire is written, published, answered without an account and tabulated (MKT-08, CMP-09) @phone", async ({ page, isMobile }) => {
  test.setTimeout(120_000);
  const title = `样板间体验回访 ${isMobile ? "手机" : "电脑"}`;
  await signIn(page, "specialist");
  await page.goto("/questionnaires/new");
  await page.getByLabel("标题").fill(title);
  await page.getByLabel("开头的话").fill("两分钟，帮我们做得更好。");

  await test.step("three questions; the second is only for those who came", async () => {
    const question = (n: number) => page.getByRole("group", { name: `第 ${n} 题` });
    await question(1).getByLabel("题干").fill("到过样板间吗");
    await question(1).getByLabel("选项，一行一个").fill("到过\n没到过");
    await page.getByRole("button", { name: "加一题" }).click();
    await question(2).getByLabel("题型").selectOption("nps");
    await question(2).getByLabel("题干").fill("推荐");
    await question(2).getByLabel("仅当这一题").selectOption({ index: 1 });
    await question(2).getByLabel("答了其中之一").fill("0");
    await page.getByRole("button", { name: "加一题" }).click();
    await question(3).getByLabel("题型").selectOption("text");
    await question(3).getByLabel("题干").fill("建议");
    await expectAccessibleInBothThemes(page);
    await page.getByRole("button", { name: "保存" }).click();
    await expectSaid(page, `已保存“${title}”`);
  });

  await page.getByRole("button", { name: "发布" }).click();
  const link = page.getByRole("link", { name: /\/q\// });
  await expect(link).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const [address, own] = [await link.getAttribute("href"), page.url()];

  await test.step("what was typed outlives a reload; a gap is told at the question", async () => {
    await page.goto(address!);
    await expect(page.getByText("匿名：不存姓名")).toBeVisible();
    await page.getByRole("radio", { name: "没到过", exact: true }).check();
    await expect(page.getByRole("radiogroup", { name: "推荐" })).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole("radio", { name: "没到过", exact: true })).toBeChecked();
    await page.getByRole("button", { name: "提交" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expectAccessibleInBothThemes(page);
  });

  await answers(page, address!, "到过", "10", "安排设计师上门");
  await answers(page, address!, "到过", "6", "停车不方便");
  await answers(page, address!, "没到过", "", "想周末去");

  await test.step("results: one promoter and one detractor of two who were asked", async () => {
    await page.goto(`${own}/results`);
    await expect(page.getByTestId("counts")).toContainText("3");
    await expect(page.getByText("2 人问到，2 人作答")).toBeVisible();
    await expect(page.getByText("停车不方便")).toBeVisible();
    await expect(page.getByTestId("cross-table").getByRole("row", { name: "没到过" })).toBeVisible();
    await expectAccessibleInBothThemes(page);
  });
});
