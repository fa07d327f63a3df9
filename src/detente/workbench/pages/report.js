// The report: everything on one page for somebody who decides, made in the background and kept.
import { address, ask, at, over } from "./ask.js";
import { working, wrong } from "./blocks.js";
import { fill, h, say } from "./dom.js";
import { asOf, tick } from "./question.js";

/** Show what makes a report. */
export function reportTab(panel, view) {
  const place = h("div", { "aria-live": "polite" });
  const rests = tick("tell what each claim rests on, which takes longest", true);
  const { as_of: until } = asOf(view);
  const make = async (form) => {
    const bar = working(`Making the report as ${form.toUpperCase()}`);
    const asked = { variant: view.variant, concept: view.concept, as_of: until?.get(), rests: String(rests.get() ?? false) };
    fill(place, bar.place);
    try {
      const path = address(at(view.name, `/report/${form}`), asked);
      await made(path, view, bar.tell);
      const link = h("a", { class: "button", href: `${path}&wait=20`, download: "" }, `Download the report (${form.toUpperCase()})`);
      fill(place, h("p", { class: "note good" }, h("span", { class: "holds" }, "● It is made. "), link));
      say("The report is made.");
      link.focus();
    } catch (error) {
      const told = wrong(error);
      if (told) fill(place, told);
    }
  };
  fill(panel,
    h("p", {}, "One file with everything: the bottom line, what holds and why, paths, prospects with bounds and drivers, claims, settlements, what would change our mind, assumptions and sources. It needs nothing else, neither a network nor this workbench."),
    h("form", { class: "card", onsubmit: (event) => event.preventDefault() },
      h("div", { class: "row" }, until?.place, rests.place),
      h("div", { class: "row" },
        h("button", { type: "button", class: "main", onclick: () => make("html") }, "Make the report (HTML)"),
        view.about.prints ? h("button", { type: "button", onclick: () => make("pdf") }, "Make the report (PDF)") : h("span", { class: "quiet" }, "PDF needs Chromium, Chrome or Edge on the machine of the workbench; a browser can print the HTML as well."))),
    place);
}

/** Wait until a file is made; the browser itself fetches it then. */
async function made(path, view, tell) {
  const first = await ask(`${path}&wait=0`, { signal: view.signal });
  if (first.status !== 202) return;
  const job = await over(first.data, tell, view.signal);
  if (job.state !== "done") await ask(`/api/jobs/${job.id}/answer`, { signal: view.signal });
}
