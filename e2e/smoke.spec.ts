import { expectAccessible } from "./support/axe";
import { expect, signIn, test } from "./support/office";

test("the application starts without a word of complaint @phone", async ({ page }) => {
  await page.goto("/");
  // boot.js takes the loading page away only when the WebAssembly program runs.
  await expect(page.locator("#boot")).toHaveCount(0);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.locator("body")).not.toBeEmpty();
  await expectAccessible(page);
});

test("the page keeps to a strict content security policy", async ({ request }) => {
  const response = await request.get("/");
  const policy = response.headers()["content-security-policy"];
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toContain("'unsafe-eval'");
});

test("files named by their content may be kept for ever, the page may not", async ({ request }) => {
  const page = await request.get("/");
  expect(page.headers()["cache-control"]).not.toContain("immutable");
  const script = /src="(\/boot-[0-9a-f]{16}\.js)"/.exec(await page.text())?.[1];
  expect(script).toBeDefined();
  const file = await request.get(script!, { headers: { "Accept-Encoding": "br" } });
  expect(file.headers()["cache-control"]).toContain("immutable");
  expect(file.headers()["content-encoding"]).toBe("br");
  const plain = await request.get(script!, { headers: { "Accept-Encoding": "identity" } });
  expect(plain.headers()["content-encoding"], "who takes nothing compressed gets it unpacked").toBeUndefined();
  expect(await plain.text()).toBe(await file.text());
});

test("the code of an area comes when it is needed, and can be fetched again when the line was down", async ({ page, complaints }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await signIn(page, "rep");
  expect(fetched.filter((path) => path.includes("split_customers"))).toEqual([]);

  await page.route("**/split_customers.wasm", (route) => route.abort());
  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: "客户", exact: true }).click();
  await expect(page.getByRole("heading", { name: "没能载入" })).toBeVisible();
  await page.unroute("**/split_customers.wasm");
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "客户" })).toBeVisible();
  // What the browser itself says about the broken line is expected here.
  complaints.length = 0;
});
