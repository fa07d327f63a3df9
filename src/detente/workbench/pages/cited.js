// The paragraph that a citation means, from the reader's own copy of the source, beside the conflict.
import { ask, at } from "./ask.js";
import { sentences } from "./blocks.js";
import { fill, h, say } from "./dom.js";

const MOST = 20; // paragraphs of a range

/** Return a place beside which paragraphs are shown, and what makes citations of it into buttons. */
export function citing(view) {
  const side = h("aside", { class: "side card", "aria-label": "Source", tabindex: "-1", hidden: true });
  const place = h("div", { class: "citing" });
  let opener = null;
  const close = () => { side.hidden = true; place.classList.remove("split"); opener?.focus(); };
  side.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  const show = async (button, citation) => {
    opener = button;
    const [key, locator = ""] = citation.split(/:(.*)/s);
    const source = view.written.sources.find((one) => one.id === key);
    const text = h("div", {}, h("p", { class: "quiet" }, "Looking for it …"));
    fill(side, h("div", { class: "row" }, h("h2", {}, citation), h("button", { type: "button", onclick: close }, "Close the source")), described(source), text);
    side.hidden = false;
    place.classList.add("split");
    side.focus();
    const paragraphs = await found(view, key, locator, source);
    if (!text.isConnected) return; // another citation is looked at meanwhile, or another page
    fill(text, paragraphs);
    say(`${citation} is shown.`);
  };
  const cite = (citations) => citations.map((one, at_) => [at_ ? ", " : "", h("button", { type: "button", class: "plain small", "aria-label": `source ${one}`, onclick: (event) => show(event.currentTarget, one) }, one)]);
  return { place, side, cite };
}

function described(source) {
  return source ? h("p", { class: "quiet" }, [source.author, source.title, source.published, source.pages].filter(Boolean).join(", "), source.note ? h("span", {}, ` (${source.note.trim()})`) : null) : null;
}

/** Return the paragraphs of a citation, or why they cannot be shown. */
async function found(view, key, locator, source) {
  const match = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(locator);
  if (!match) return h("p", {}, locator ? `“${locator}” is no number of a paragraph, so that it cannot be looked up.` : "The source is cited as a whole.");
  const first = Number(match[1]), last = Math.min(Number(match[2] ?? match[1]), first + MOST - 1);
  const made = [];
  try {
    for (let number = first; number <= last; number += 1) {
      const one = (await ask(at(view.name, `/sources/${encodeURIComponent(key)}/paragraphs/${number}`), { signal: view.signal })).data;
      made.push(h("h3", {}, `Paragraph ${number}`), h("p", { class: "cited" }, one.text));
      if (number === last) made.push(h("p", { class: "quiet small" }, `From ${one.file}, your own copy.`),
        source?.paragraphs && source.paragraphs !== one.total ? h("p", { class: "warning-word small" }, `⚠ The copy has ${one.total} paragraphs, the scenario says ${source.paragraphs}: the numbers may not be those of the source. Headings begin with #, and do not count.`) : null);
    }
  } catch (error) {
    if (error.name === "AbortError") return null;
    const told = sentences(error.problems[0]);
    made.push(h("p", {}, `${told[0].toUpperCase()}${told.slice(1)}`));
  }
  return made;
}
