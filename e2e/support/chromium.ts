import { existsSync } from "node:fs";
import type { LaunchOptions } from "@playwright/test";

/** Chromium of `$CHROMIUM` or of the system; where there is neither, the one that `playwright install` fetched. */
export function chromium(): LaunchOptions {
  const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));
  return {
    executablePath,
    // The sandbox cannot start as root, as in containers; the rest keeps the browser from calling home.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
}
