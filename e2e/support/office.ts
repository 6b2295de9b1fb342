import { expect, test as base, type Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { NAMES, PASSWORD, type Account } from "./people";

/**
 * The browser tests' own `test`: whatever a page complains about on its console fails the test, and so does
 * what the content security policy stops.
 */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      // The browser itself reports a refused request; the pages answer for that, and tests look at it there.
      const byNetwork = (text: string) => /^Failed to load resource: the server responded with a status of 4/.test(text);
      page.on("console", (message) => {
        if (message.type() === "error" && !byNetwork(message.text())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) =>
          console.error(`security policy: ${event.violatedDirective} stopped ${event.blockedURI}`),
        );
      });
      await use(complaints);
      expect(complaints, "what the pages complained about").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Signs in at the sign-in page; whoever sat there before signs out first. */
export async function signIn(page: Page, account: Account): Promise<void> {
  // An answer on its way to the page before may still bring a cookie: then once more.
  await expect(async () => {
    await page.goto("about:blank");
    await page.context().clearCookies();
    await page.goto("/");
    await expect(page.getByLabel("用户名")).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await page.getByLabel("用户名").fill(account);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: NAMES[account] })).toBeVisible();
}

/** Goes to a place of the navigation; one that stands below another and is not shown now is found with the palette. */
export async function goTo(page: Page, place: string): Promise<void> {
  const link = page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: place }).first();
  if (await link.isVisible()) {
    await link.click();
  } else {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill(place);
    await page.getByRole("option", { name: new RegExp(`^${place}`) }).first().click();
  }
  await expect(page.getByRole("heading", { level: 1, name: place })).toBeVisible();
}

/** Holds the page as it stands against WCAG in both themes. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(page);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** What the page says it has done. */
export async function expectSaid(page: Page, text: string | RegExp, timeout = 5_000): Promise<void> {
  await expect(page.getByRole("status").getByText(text).last()).toBeVisible({ timeout });
}

/** Chooses colleagues from a menu. */
export async function choose(page: Page, label: string, names: string[]): Promise<void> {
  for (const name of names) {
    const menu = page.getByLabel(label, { exact: true });
    const option = menu.locator("option", { hasText: name }).first();
    await menu.selectOption((await option.getAttribute("value"))!);
    await expect(page.locator(".badge", { hasText: name }).first()).toBeVisible();
  }
}
