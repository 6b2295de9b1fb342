import { as, ok, once, type Schemas } from "./api/client";
import { expect, expectAccessibleInBothThemes, signIn, test } from "./support/office";

/** A complaint of a new customer: a task for the manager of the service. */
async function filed(name: string): Promise<Schemas["Complaint"]> {
  const rep = await as("rep");
  const file: Schemas["CustomerForm"] = { name, kind: "company", tier: "c", city: "德阳", phone: "13816614888", need: "门窗" };
  const customer = ok(await rep.POST("/api/v1/customers", { params: { header: once() }, body: file }));
  const body: Schemas["NewComplaint"] = { customer_id: customer.id, matter: "门板开裂", category: "quality", channel: "phone" };
  return ok(await rep.POST("/api/v1/complaints", { params: { header: once() }, body }));
}

test("the bell counts a new notification at once, and it can be read", { tag: "@phone" }, async ({ page, isMobile }) => {
  await signIn(page, "service.manager");
  await page.goto("/notifications");
  await expect(page.getByRole("heading", { level: 1, name: "通知" })).toBeVisible();
  await page.getByRole("button", { name: "全部标为已读" }).click();
  const bell = isMobile ? page.getByRole("button", { name: "更多" }) : page.getByRole("link", { name: "通知", exact: false }).first();
  await expect(bell.locator(".count")).toHaveCount(0);

  const { number } = await filed(isMobile ? "德阳宏达门窗厂" : "德阳恒信门窗厂");
  await expect(bell.locator(".count")).toHaveText("1");
  await page.reload();
  const row = page.locator("main tr, main li").filter({ hasText: number });
  await expect(row).toContainText("林晓");
  await expectAccessibleInBothThemes(page);
  await row.getByRole("button", { name: "标为已读" }).click();
  await expect(row).toContainText("已读");
  await expect(bell.locator(".count")).toHaveCount(0);
});
