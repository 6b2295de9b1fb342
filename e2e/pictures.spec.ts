import { resolve } from "node:path";
import { as, ok, once, seen, type Schemas } from "./api/client";
import { expect, goTo, signIn, test } from "./support/office";

// The pictures of the README: PICTURES=1 npx playwright test pictures --project desktop
const FOLDER = resolve(import.meta.dirname, "../docs/pictures");
/** Believable customers, entered through the API: the same pictures on every database. */
const FILES = [
  ["成都云杉整装有限公司", "a", "成都", "装饰装修"],
  ["武汉立方家居有限公司", "b", "武汉", "家居"],
  ["杭州远景设计有限公司", "a", "杭州", "装饰装修"],
  ["南京博远装饰有限公司", "c", "南京", "装饰装修"],
  ["重庆山城软装有限公司", "b", "重庆", "家居"],
  ["苏州园林置业有限公司", "d", "苏州", "房地产"],
] as const;

test.describe("pictures", { tag: "@screenshots" }, () => {
  test.skip(!process.env.PICTURES, "pictures are made on request");
  test.describe.configure({ mode: "serial" });
  let customer = "";

  test.beforeAll(async () => {
    const rep = await as("rep");
    for (const [n, [name, tier, city, industry]] of FILES.entries()) {
      const body: Schemas["CustomerForm"] = {
        ...{ name, tier, city, industry, kind: "company", source: "referral", employees: 120 + n * 35, phone: `1381661318${n}` },
        need: "展厅与样板间整装，含软装与灯光",
        first_contact_on: "2026-09-0" + (n + 1),
      };
      const file = ok(await rep.POST("/api/v1/customers", { params: { header: once() }, body }));
      customer ||= file.id;
      const supervisor = await as("supervisor");
      const review: Schemas["Review"] = { verdict: "approve", remark: "" };
      if (n < 4) {
        const params = { path: { id: file.id }, header: seen(file.version) };
        ok(await supervisor.POST("/api/v1/customers/{id}/reviews", { params, body: review }));
      }
      const next = new Date(Date.now() + (n + 1) * 86_400_000).toISOString().slice(0, 10);
      const talk: Schemas["NewFollowUp"] = {
        ...{ way: "visit", content: "看过样板间，喜欢原木色方案，预算八万，年前完工", next_step: `给${name.slice(0, 4)}发送报价`, next_on: next },
      };
      const params = { path: { id: file.id }, header: once() };
      ok(await rep.POST("/api/v1/customers/{id}/follow-ups", { params, body: talk }));
    }
  });

  test("desk", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await signIn(page, "rep");
    await expect(page.getByText("给成都云杉发送报价")).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/home.png`, scale: "css" });
    await page.goto(`/customers/${customer}`);
    await expect(page.getByRole("heading", { name: "动态" })).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/customer.png`, scale: "css" });
    await signIn(page, "director");
    await goTo(page, "绩效");
    await page.getByRole("link", { name: /^林晓，.* 分/ }).click();
    await expect(page.getByText("怎么计分").first()).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/kpi.png`, scale: "css" });
  });

  test("phone", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await signIn(page, "rep");
    await page.goto("/customers");
    await expect(page.getByRole("link", { name: FILES[0][0] })).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/phone.png`, scale: "css" });
  });

  for (const [account, path, name] of [
    ["agent", "/service-desk", "service-desk"],
    ["service.manager", "/service-desk/board", "service-board"],
  ] as const) {
    test(name, async ({ page }) => {
      await signIn(page, account);
      const shot = async (colorScheme: "light" | "dark", file: string): Promise<void> => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.goto(path);
        await expect(page.getByRole("main").getByText(/TS-\d+/).first()).toBeVisible();
        await page.screenshot({ path: `${FOLDER}/${file}.png`, scale: "css" });
      };
      await shot("light", name);
      await shot("dark", `${name}-dark`);
      await page.setViewportSize({ width: 390, height: 844 });
      await shot("light", `${name}-phone`);
    });
  }
});
