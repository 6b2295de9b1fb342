import { expectAccessible } from "./support/axe";
import { expect, signIn, test } from "./support/office";
import type { Account } from "./support/people";

/** One page of each area, and who looks at it. */
const AREAS: [Account, ...[path: string, title: string | RegExp][]][] = [
  ["rep", ["/customers", "客户"], ["/customers/new", "新建客户"], ["/customer-imports", "客户导入"], ["/inbox", "待办"]],
  ["director", ["/complaints", "投诉"], ["/campaigns", "营销活动"], ["/kpi", "绩效"]],
  ["auditor", ["/audit", "审计日志"]],
];

for (const [account, ...pages] of AREAS) {
  test(`pages of ${account} fit a phone @phone`, async ({ page }) => {
    await signIn(page, account);
    for (const [path, title] of pages) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await expect(page.getByRole("navigation", { name: "导航" }).first()).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    }
  });
}
