// Claims of the analysis, each with its verdict and why.
import { address, at, awaited } from "./ask.js";
import { blocks, filled, working, wrong } from "./blocks.js";
import { between, fill, h, percent } from "./dom.js";

const VERDICTS = { holds: ["●", "holds"], fails: ["○", "fails"], vacuous: ["◌", "quiet"], unknown: ["?", "quiet"] };

/** Show the claims. */
export async function claimsTab(panel, view) {
  const bar = working("Testing claims");
  const chosen = { variant: view.variant, concept: view.concept };
  fill(panel, bar.place);
  try {
    const found = await awaited(address(at(view.name, "/claims"), chosen), { signal: view.signal, tell: bar.tell });
    const failed = found.failed.length;
    fill(panel, found.claims.length ? h("p", {}, `${found.claims.length} claims; `, failed ? h("span", { class: "fails" }, `○ ${failed} of the analysis’ own ${failed === 1 ? "fails" : "fail"}`) : h("span", { class: "holds" }, "● none of the analysis’ own fails"), ".") : h("p", {}, "This scenario makes no claim."), found.claims.map((one) => claim(one, view, chosen)));
  } catch (error) {
    const told = wrong(error);
    if (told) fill(panel, told);
  }
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
  const [sign, kind] = VERDICTS[one.verdict];
  const place = h("div", {});
  const why = h("button", { type: "button", "aria-expanded": "false", onclick: () => {
    const open = why.getAttribute("aria-expanded") === "true";
    why.setAttribute("aria-expanded", String(!open));
    if (open) fill(place);
    else filled(place, "Finding why", async (tell) => blocks(part(await awaited(address(at(view.name, "/claims/page"), { ...chosen, why: one.name }), { signal: view.signal, tell }), one.name)));
  } }, "Why", h("span", { class: "hidden" }, ` ${one.name} ${one.verdict}`));
  const others = Object.entries(one.concepts).filter(([, verdict]) => verdict !== one.verdict).map(([key, verdict]) => `${key}: ${verdict}`);
  const likely = one.likely?.holds;
  return h("article", { class: "claim", "aria-label": one.name },
    h("div", {}, h("span", { class: `verdict ${kind}` }, `${sign} ${one.verdict}`), " ", h("strong", {}, one.says)),
    h("div", { class: "small" }, h("code", {}, one.test)),
    h("div", { class: "small quiet" }, [
      one.name, `${one.stance}`, `under ${one.concept}`, one.variant ? `in ${one.variant}` : null, one.cite.length ? `source ${one.cite.join(", ")}` : null,
      likely ? `chance that it holds: ${percent(likely.middle)}${between(likely)}` : null,
      one.hedge ? `the author says “${one.hedge}”${one.fits ? ` (${one.fits === "fits" ? "it fits" : `the chance is ${one.fits} it`})` : ""}` : null,
      others.length ? others.join(", ") : null,
    ].filter(Boolean).join(" · "), " · ", h("a", { href: view.link("text", { line: one.line }) }, `line ${one.line}`)),
    h("div", { class: "row" }, why), place);
}
