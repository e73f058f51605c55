// The world that is shown, and how the page looks: remembered by this browser.

const NAME = "tsp-emulator.world";
const THEME = "tsp-emulator.theme";

export const world = { name: localStorage.getItem(NAME) ?? "default" };

/** Show another world. */
export function enter(name) {
  world.name = name;
  localStorage.setItem(NAME, name);
  dispatchEvent(new CustomEvent("world"));
}

/** Apply the theme that was chosen here; none chosen: the system's. */
export function dress() {
  const chosen = localStorage.getItem(THEME);
  if (chosen) document.documentElement.dataset.theme = chosen;
}

/** Go from light to dark, or back. */
export function turnTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  localStorage.setItem(THEME, now === "dark" ? "light" : "dark");
  dress();
}
