// Pages of words and tables, laid out; and what is wrong.
import { ask } from "./ask.js";
import { fill, h, wide } from "./dom.js";

const ROLES = { strong: "strong", actor: "strong", quiet: "quiet", value: "value", holds: "holds", fails: "fails", warning: "warning-word", error: "error-word" };

/** Return a phrase. */
export function words(phrase) {
  return phrase.map(({ role, text }) => {
    if (role === "plain") return text;
    const kind = ROLES[role];
    return kind === "strong" ? h("strong", {}, text) : h("span", { class: kind }, text);
  });
}

const VERDICTS = { holds: ["●", "holds"], fails: ["○", "fails"], vacuous: ["◌", "quiet"], unknown: ["?", "quiet"] };

/** Return a verdict on a claim, with its sign. */
export function verdict(word) {
  const [sign, kind] = VERDICTS[word];
  return h("span", { class: kind }, `${sign} ${word}`);
}

/** Return the values of an option, the one at the start marked. */
export function chips(values, start) {
  return h("div", { class: "values" }, values.map((value) => (value === start ? h("span", { class: "chip start" }, `▸ ${value}`, h("span", { class: "hidden" }, " (at the start)")) : h("span", { class: "chip" }, value))));
}

/** Return a page as an element. */
export function blocks(page) {
  return h("div", { class: "blocks" }, page.blocks.map(block));
}

function block(one) {
  switch (one.kind) {
    case "title": return h("h2", {}, one.text, " ", h("small", { class: "quiet" }, one.beside));
    case "heading": return h("h3", {}, words(one.words));
    case "paragraph": {
      const made = h("p", {}, words(one.words));
      made.style.marginLeft = `${one.indent}rem`;
      return made;
    }
    case "list": return list(one.items, one.numbered);
    default: return table(one);
  }
}

function list(items, numbered) {
  return h(numbered ? "ol" : "ul", {}, items.map((item) => h("li", {}, words(item.words), item.below.length ? list(item.below, item.numbered) : null)));
}

function table(one) {
  const rest = one.total - one.rows.length;
  const numbers = one.columns.map((_, place) => one.rows.some((row) => typeof row[place] === "number")); // they stand to the right, with their headings
  return h("div", {},
    wide(one.title || "Table",
      h("table", {},
        one.title ? h("caption", {}, one.title) : null,
        h("thead", {}, h("tr", {}, one.columns.map((name, place) => (name ? h("th", { scope: "col", class: numbers[place] ? "number" : null }, name) : h("td", {}))))),
        h("tbody", {}, one.rows.map((row) => h("tr", {}, row.map((cell, place) => cellOf(cell, place < one.key, numbers[place]))))))),
    rest > 0 ? h("p", { class: "quiet small" }, `and ${rest.toLocaleString()} more rows`) : null,
    one.notes.map((note) => h("p", { class: "quiet small" }, words(note))));
}

function cellOf(cell, heads, number) {
  if (cell === null) return h("td", {});
  if (typeof cell === "boolean") return h("td", {}, h("span", { class: cell ? "holds" : "fails" }, cell ? "●" : "○", h("span", { class: "hidden" }, cell ? " yes" : " no")));
  if (typeof cell === "number") return h("td", { class: "number" }, Number.isInteger(cell) ? cell.toLocaleString() : String(Math.round(cell * 1000) / 1000));
  return heads ? h("th", { scope: "row" }, words(cell)) : h("td", { class: number ? "number" : null }, words(cell));
}

/** Return what is wrong, each with what to do about it; `go` is told a line that is asked for. */
export function wrong(error, go) {
  if (error?.name === "AbortError") return null;
  const problems = error?.problems ?? [{ given: String(error?.message ?? error), expected: "", remedy: "", severity: "error" }];
  return h("div", { class: "note error", role: "alert" }, problems.slice(0, 50).map((one) => problem(one, go)));
}

/** Return one problem as a paragraph. */
export function problem(one, go) {
  const line = /\.ya?ml$/i.test(one.file ?? "") ? one.line : null; // a formula that is typed into a field has lines of its own
  const where = line && go ? h("button", { class: "plain", type: "button", onclick: () => go(line, one.column) }, `line ${line}`) : line ? `line ${line}` : null;
  return h("p", {},
    h("span", { class: one.severity === "warning" ? "warning-word" : "error-word" }, one.severity === "warning" ? "⚠ warning" : "✗ error"),
    where ? [" ", where] : null, ": ", sentences(one),
    // Elsewhere, so that what stands in this page is not lost; the session holds for all pages.
    one.code === "login-needed" ? h("a", { href: "#/login", target: "_blank", rel: "noopener" }, "Log in on another page, then go on here.") : null,
    one.code ? h("span", { class: "quiet small" }, ` [${one.code}]`) : null);
}

/** Return what is wrong, what was expected and what to do about it as sentences. */
export function sentences({ given, expected, remedy }) {
  return [given, expected, remedy].filter(Boolean).map((text) => (/[.?!]$/.test(text) ? text : `${text}.`)).join(" ");
}

/** Put into a place how many problems there are. */
export function counted(place, problems) {
  const errors = problems.filter((one) => one.severity === "error").length, warnings = problems.length - errors;
  const some = (number, sign, word) => `${sign} ${number} ${word}${number === 1 ? "" : "s"}`;
  place.textContent = problems.length ? [errors ? some(errors, "✗", "error") : "● no errors", warnings ? some(warnings, "⚠", "warning") : ""].filter(Boolean).join(", ") : "● No errors, no warnings.";
  place.className = errors ? "error-word" : warnings ? "warning-word" : "holds";
}

/** Return a place that shows how far a job is, with a button that cancels it; `tell` is to be told. */
export function working(what) {
  const bar = h("progress", { max: 1, "aria-label": what });
  const text = h("span", {}, `${what} …`);
  let id = null;
  const stop = h("button", { type: "button", hidden: true, onclick: () => ask(`/api/jobs/${id}`, { method: "DELETE" }).catch(() => {}) }, "Cancel");
  const place = h("div", { class: "job" }, h("div", { class: "row" }, text, stop), bar);
  const tell = (job) => {
    id = job.id;
    stop.hidden = false;
    if (job.part > 0) bar.value = job.part;
    const left = job.left === null ? "" : `, about ${seconds(job.left)} left`;
    text.textContent = job.state === "waiting" ? `${what}: waiting for its turn` : `${job.doing || what} (${seconds(job.seconds)}${left})`;
  };
  return { place, tell };
}

/** Return a time in words. */
export function seconds(number) {
  return number < 90 ? `${Math.round(number)} s` : `${Math.round(number / 60)} min`;
}

/** Fill a place with what `make` comes to, with progress meanwhile and what is wrong where it fails. */
export async function filled(place, what, make, go) {
  const { place: bar, tell } = working(what);
  fill(place, bar);
  let made;
  try {
    made = await make(tell);
  } catch (error) {
    made = wrong(error, go);
  }
  if (made && bar.parentElement === place) fill(place, made); // else something else has been put there meanwhile
}
