// Sets the theme that the reader chose ("light" or "dark") before the first paint; without a choice the system decides.
// Storage may be forbidden (private windows, embedded views): then the system decides too.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
