import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/office";

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
});
