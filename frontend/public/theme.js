// Before the first paint: theme and language as this device remembers them, and a word where WebAssembly is missing.
(() => {
  const kept = (name) => {
    try { return localStorage.getItem(name); } catch { return null; }
  };
  const theme = kept("yunchou.theme") ?? "system";
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.dataset.theme = dark ? "dark" : "light";
  root.lang = kept("yunchou.language") ?? "zh-CN";
  if (typeof WebAssembly !== "object") root.dataset.unsupported = "";
})();
