// Worlds kept as they stand, and restored in a moment.

import { ask, at } from "../core/api.js";
import { h, replace, theirs } from "../core/dom.js";
import { world } from "../core/world.js";
import { moment } from "../core/words.js";
import { button, choice, field, form } from "../parts/forms.js";
import { say } from "../parts/saying.js";
import { panel, table } from "../parts/tables.js";

export async function page(view) {
  const list = h("div", {});
  const draw = async () => replace(list, snapshotTable((await ask("GET", "snapshots")).snapshots, draw));
  replace(view, panel("Taken", list), panel("Take a snapshot", keeping(draw)));
  await draw();
}

function snapshotTable(snapshots, redraw) {
  const restore = one => async () => {
    await ask("POST", at`snapshots/${one.name}/restore`);
    say(["“", theirs(one.name), "” is restored."], null, "good");
  };
  const forget = one => async () => {
    await ask("DELETE", at`snapshots/${one.name}`);
    await redraw();
  };
  const columns = [
    ["name", one => one.name],
    ["made", one => moment(one.made_at)],
    ["worlds", one => one.worlds.join(", ")],
    ["size", one => `${Math.ceil(one.size / 1024)} KiB`],
    ["", one => h("div", { class: "actions" }, button("Restore", restore(one)), h("a", { class: "button", href: at`/_emulator/snapshots/${one.name}`, download: `${one.name}.json` }, "Export"), button("Delete", forget(one), { class: "danger" }))],
  ];
  return table("Snapshots", columns, snapshots, { empty: "No snapshot yet." });
}

function keeping(redraw) {
  const name = field("Name", { id: "name", required: true, pattern: "[A-Za-z0-9][A-Za-z0-9_.\\-]{0,63}", title: "letters, digits, and _ . - after the first; 64 at most", placeholder: "before-the-test" });
  const which = choice("What", { [world.name]: `the world “${world.name}”`, "": "every world" }, { id: "which" });
  const keep = async () => {
    await ask("PUT", at`snapshots/${name.input.value}`, { namespace: which.input.value || null });
    say("Taken.", null, "good");
    await redraw();
  };
  return [h("p", { class: "muted" }, "A snapshot holds cards, tokens, notices, parties and secrets; the timeline is not part of it."), form([name, which], "Take it", keep)];
}
