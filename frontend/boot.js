// Starts the application and takes the loading page away. The build replaces both names by those of the built files.
import init from "/app/app.js";

const root = document.documentElement;
// Without WebAssembly theme.js has set `unsupported`, and the loading page says so.
if (!("unsupported" in root.dataset)) {
  try {
    await init({ module_or_path: "/app/app_bg.wasm" });
    document.getElementById("boot")?.remove();
  } catch (error) {
    console.error(error);
    root.dataset.failed = "";
  }
}
