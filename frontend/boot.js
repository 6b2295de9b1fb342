// Starts the application and takes the loading page away. The build replaces the two names by those of the built files.
import init from "/app.js";

const show = (id) => {
  document.getElementById("loading-state").hidden = true;
  document.getElementById(id).hidden = false;
};

if (typeof WebAssembly === "object") {
  init({ module_or_path: "/app.wasm" }).then(
    () => document.getElementById("loading").remove(),
    (error) => {
      console.error(error);
      show("loading-failed");
    },
  );
} else {
  show("loading-unsupported");
}
