// Claims of the analysis: verdict, chance, what each rests on and what would flip it; standards and sources below.
import { address, at, awaited } from "./ask.js";
import { blocks, filled, verdict, working, wrong } from "./blocks.js";
import { bounded, choice, fill, h, say } from "./dom.js";
import { asking, folded } from "./question.js";

const CHANGED = {
  statement: (one) => `without ${one.name}`, rule: (one) => `without the rule ${one.name}`, need: (one) => `if ${one.name} needed nothing`,
  belief: (one) => `if it were not that ${one.name}`, circumstance: (one) => `with ${one.name} = ${one.to}`, order: (one) => `with ${one.to} before ${one.name}`,
};

/** Show the claims. */
export async function claimsTab(panel, view) {
  const bar = working("Testing claims");
  const chosen = { variant: view.variant, concept: view.concept };
  fill(panel, bar.place);
  let found;
  try {
    found = await awaited(address(at(view.name, "/claims"), chosen), { signal: view.signal, tell: bar.tell });
  } catch (error) {
    const told = wrong(error);
    if (told) fill(panel, told, others(view));
    return;
  }
  if (!found.claims.length) { fill(panel, h("p", {}, "This scenario makes no claim. A claim says in a sentence what the analysis comes to, and has a test; ", h("a", { href: view.link("text") }, "write one in the text"), "."), others(view)); return; }
  const failed = found.failed.length;
  const shown = found.claims.map((one) => claim(one, view, chosen));
  const wanted = { verdict: null, stance: null, text: "", support: null };
  const count = h("span", { role: "status", class: "small" });
  const filter = () => {
    const passing = shown.filter(({ one, rests }) => (!wanted.verdict || one.verdict === wanted.verdict) && (!wanted.stance || one.stance === wanted.stance)
      && (!wanted.support || rests()?.support === wanted.support)
      && `${one.name} ${one.says} ${one.test}`.toLowerCase().includes(wanted.text));
    for (const one of shown) one.place.hidden = !passing.includes(one);
    count.textContent = `${passing.length} of ${shown.length} claims`;
  };
  const set = (key) => (value) => { wanted[key] = value; filter(); };
  const kinds = (key) => [...new Set(found.claims.map((one) => one[key]))].map((one) => [one, one]);
  const search = h("input", { type: "search", "aria-label": "Claims with these words", placeholder: "words", maxLength: 200, oninput: () => { wanted.text = search.value.toLowerCase(); filter(); } });
  const support = h("span", {}), place = h("div", {});
  const all = h("button", { type: "button", onclick: async () => {
    if (all.ariaDisabled === "true") return;
    const wait = working("Trying every judgement that claims rest on");
    all.ariaDisabled = "true";
    fill(place, wait.place);
    try {
      const told = await awaited(address(at(view.name, "/claims"), { ...chosen, rests: true }), { signal: view.signal, tell: wait.tell });
      told.claims.forEach((one, number) => shown[number].rest(one.rests));
      const sorts = [...new Set(told.claims.map((one) => one.rests?.support).filter(Boolean))].map((one) => [one, one]);
      fill(support, choice("What carries it ", "any", sorts, null, set("support")));
      fill(place);
      say("What each claim rests on is told with it.");
    } catch (error) { const what = wrong(error); if (what) fill(place, what); all.ariaDisabled = "false"; }
  } }, "What does each rest on?");
  fill(panel,
    h("p", {}, `${found.claims.length} ${found.claims.length === 1 ? "claim" : "claims"}; `, failed ? h("span", { class: "fails" }, `○ ${failed} of the analysis’ own ${failed === 1 ? "fails" : "fail"}`) : h("span", { class: "holds" }, "● none of the analysis’ own fails"), "."),
    h("div", { class: "row" }, choice("Verdict ", "any", kinds("verdict"), null, set("verdict")), choice("Whose ", "any", kinds("stance"), null, set("stance")), search, support, count),
    h("div", { class: "row" }, all), place, shown.map((one) => one.place), others(view));
  filter();
}

/** Return the part of a page that tells of one claim: from its heading to the next, less what is said of the page. */
function part(page, name) {
  const text = (one) => one.words.map((piece) => piece.text).join("");
  const begin = page.blocks.findIndex((one) => one.kind === "heading" && text(one) === name);
  const rest = page.blocks.slice(begin + 1);
  const end = rest.findIndex((one) => one.kind === "heading");
  const told = (end < 0 ? rest : rest.slice(0, end)).filter((one) => one.kind !== "paragraph" || !one.words.every((piece) => piece.role === "quiet"));
  return { blocks: begin < 0 || !told.length ? page.blocks : told };
}

function claim(one, view, chosen) {
  const place = h("div", {}), resting = h("div", { class: "small" });
  const why = h("button", { type: "button", "aria-expanded": "false", onclick: () => {
    const open = why.getAttribute("aria-expanded") === "true";
    why.setAttribute("aria-expanded", String(!open));
    if (open) fill(place);
    else filled(place, "Finding why", async (tell) => blocks(part(await awaited(address(at(view.name, "/claims/page"), { ...chosen, why: one.name, only: one.name }), { signal: view.signal, tell }), one.name)));
  } }, "Why, and what would flip it", h("span", { class: "hidden" }, ` ${one.name} ${one.verdict}`));
  const others = Object.entries(one.concepts).filter(([, verdict]) => verdict !== one.verdict).map(([key, verdict]) => `${key}: ${verdict}`);
  const likely = one.likely?.holds;
  let rests = one.rests;
  const rest = (told) => { rests = told; fill(resting, restsOn(told)); };
  if (rests) rest(rests);
  return { one, rest, rests: () => rests, place: h("article", { class: "claim", "aria-label": one.name },
    h("div", {}, h("span", { class: "verdict" }, verdict(one.verdict)), " ", h("strong", {}, one.says)),
    h("div", { class: "small" }, h("code", {}, one.test)),
    likely ? chance(likely) : null,
    h("div", { class: "small quiet" }, [
      one.name, `${one.stance}`, `under ${one.concept}`, one.variant ? `in ${one.variant}` : null, one.cite.length ? `source ${one.cite.join(", ")}` : null,
      one.hedge ? `the author says “${one.hedge}”${one.fits ? ` (${one.fits === "fits" ? "it fits" : `the chance is ${one.fits} it`})` : ""}` : null,
      others.length ? others.join(", ") : null,
    ].filter(Boolean).join(" · "), " · ", h("a", { class: "together", href: view.link("text", { line: one.line }) }, `line ${one.line}`)),
    resting, h("div", { class: "row" }, why), place) };
}

/** Return the chance that a claim holds, as a bar with its numbers. */
function chance(holds) {
  const band = h("div", { class: "band" }), line = h("div", { class: "fill" });
  band.style.left = `${holds.low * 100}%`;
  band.style.width = `${(holds.high - holds.low) * 100}%`;
  line.style.width = `${holds.middle * 100}%`;
  return h("div", { class: "bar chance small" }, h("span", { class: "name" }, "chance that it holds"), h("div", { class: "track", "aria-hidden": "true" }, band, line), h("span", { class: "figure" }, bounded(holds)));
}

/** Return what a verdict rests on, and what would flip it. */
function restsOn(told) {
  if (!told) return null;
  const flips = told.hinges.slice(0, 6).map((one) => `${one.changes.map((change) => CHANGED[change.kind](change)).join(" and ")} it ${one.verdict === "vacuous" ? "says nothing" : one.verdict}`);
  const more = told.hinges.length - flips.length;
  return [
    h("span", { class: "chip" }, told.support ? `what carries it: ${told.support}` : "what carries it takes long to try, or is nothing"), " ",
    flips.length ? `Flips: ${flips.join("; ")}${more > 0 ? `; and ${more} more` : ""}. ` : `No change of ${told.tried} that were tried flips it. `,
    told.assumed.length ? h("span", { class: "warning-word" }, `Assumed: ${told.assumed.join(", ")}.`) : null,
  ];
}

/** Return what else is asked of an argument: the standards of the trade, and its sources. */
function others(view) {
  return [
    asking(view, { title: "Standards of the trade", verb: "lint", label: "Check the argument", doing: "Checking the argument", always: { variant: null, concept: null }, words: "Words against numbers, judgements that read as facts, claims at odds with each other, idle and hidden reasons." }),
    asking(view, { title: "Sources covered", verb: "coverage", label: "Compare with the sources", doing: "Comparing with the sources", always: { variant: null, concept: null }, words: "What cites each paragraph, what is left out, what cites nothing.", show: (page) => folded(page, () => true) }),
  ];
}
