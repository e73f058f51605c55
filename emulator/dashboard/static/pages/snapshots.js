// Worlds kept as they stand, and put back in a moment.

import { ask } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { world } from "../core/world.js";
import { moment } from "../core/words.js";
import { button, choice, field, form } from "../parts/forms.js";
import { say } from "../parts/saying.js";
import { panel, table } from "../parts/tables.js";

export async function page(view) {
  const list = h("div", {});
  const draw = async () => replace(list, snapshotTable((await ask("GET", "snapshots")).snapshots, draw));
  replace(view, panel("Kept", list), panel("Keep", keeping(draw)));
  await draw();
}

function snapshotTable(snapshots, redraw) {
  const restore = one => async () => {
    await ask("POST", `snapshots/${one.name}/restore`);
    say(`“${one.name}” is put back.`, null, "good");
  };
  const forget = one => async () => {
    await ask("DELETE", `snapshots/${one.name}`);
    await redraw();
  };
  const columns = [
    ["name", one => one.name],
    ["made", one => moment(one.made_at)],
    ["worlds", one => one.worlds.join(", ")],
    ["size", one => `${Math.ceil(one.size / 1024)} KiB`],
    ["", one => h("div", { class: "actions" }, button("Put back", restore(one)), h("a", { class: "button", href: `/_emulator/snapshots/${one.name}`, download: `${one.name}.json` }, "Export"), button("Forget", forget(one), { class: "danger" }))],
  ];
  return table("Snapshots", columns, snapshots, { empty: "No snapshot yet." });
}

function keeping(redraw) {
  const name = field("Name", { id: "name", required: true, pattern: "[A-Za-z0-9][A-Za-z0-9_.\\-]{0,63}", placeholder: "before-the-test" });
  const which = choice("What", { [world.name]: `the world “${world.name}”`, "": "every world" }, { id: "which" });
  const keep = async () => {
    await ask("PUT", `snapshots/${name.input.value}`, { namespace: which.input.value || null });
    say("Kept.", null, "good");
    await redraw();
  };
  return [h("p", { class: "muted" }, "A snapshot holds cards, tokens, notices, parties and secrets; the timeline is not part of it."), form([name, which], "Keep it", keep)];
}
