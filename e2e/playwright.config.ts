import { defineConfig, devices } from "@playwright/test";
import { chromium } from "./support/chromium";
import { baseURL, provider, server } from "./support/server";

/**
 * `api/` holds QA's API tests, which need no browser; all other specs are browser tests.
 * They run at desk width; those tagged `@phone` run at phone width too, those of `phone.spec.ts` at that width only.
 */
export default defineConfig({
  testDir: ".",
  // One server and one demo company serve all tests: they run one after the other, each on records of its own.
  workers: 1,
  timeout: 60_000,
  // A debug build on a busy machine takes its time; nothing here waits longer than it must.
  expect: { timeout: 10_000 },
  forbidOnly: !!process.env.CI,
  reporter: process.env.CI ? "list" : "line",
  use: {
    baseURL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: chromium(),
  },
  projects: [
    { name: "api", testMatch: "api/**/*.spec.ts" },
    { name: "desktop", testIgnore: ["api/**", "phone.spec.ts"], use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      testIgnore: "api/**",
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, userAgent: devices["Pixel 7"].userAgent },
    },
  ],
  webServer: [provider(), server()].flatMap((one) => one ?? []),
});
