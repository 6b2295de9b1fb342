// Before the first paint: theme and language as this device remembers them, and a word where WebAssembly is missing.
(() => {
  const kept = (name) => {
    try { return localStorage.getItem(name); } catch { return null; }
  };
  const root = document.documentElement;
  const night = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const theme = kept("yunchou.theme") ?? "system";
    root.dataset.theme = theme === "dark" || (theme !== "light" && night.matches) ? "dark" : "light";
  };
  paint();
  // Who follows the system follows it at dusk, too.
  night.addEventListener("change", paint);
  root.lang = kept("yunchou.language") ?? "zh-CN";
  if (typeof WebAssembly !== "object") root.dataset.unsupported = "";
})();
