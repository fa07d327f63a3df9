// Jobs: what is being worked on, and what was, by whomever it was asked.
import { address, ask } from "./ask.js";
import { seconds, wrong } from "./blocks.js";
import { fill, h, moment, percent, turn, wide } from "./dom.js";
import { listen } from "./live.js";

const SIGNS = { waiting: "◌ waiting", running: "▸ running", done: "● done", failed: "✗ failed", cancelled: "○ cancelled", interrupted: "◇ interrupted" };
const HEADS = ["Question", "Scenario", "Asked", "State", "How far", "Stop or ask again"];

/** What is asked by each verb, in words, and the tab that shows it. */
const ASKED = {
  analyse: ["Analysis", "outcomes"], beliefs: ["Beliefs", "beliefs"], claims: ["Claims", "claims"], coalitions: ["Coalitions", "settlements"],
  compare: ["Variants side by side", "what-if"], coverage: ["Sources covered", "claims"], drivers: ["Drivers", "drivers"], evolve: ["Play in words", "outcomes"],
  forecast: ["Forecast", "signals"], inverse: ["What would have to be wanted", "settlements"], leverage: ["Leverage", "settlements"],
  lint: ["Standards of the trade", "claims"], report: ["Report", "report"], settle: ["Settlements", "settlements"], show: ["What is written", "conflict"],
  tornado: ["Drivers, drawn", "drivers"], tree: ["Ways of play", "outcomes"],
};

/** Return in words what a job was asked. */
export const asks = (job) => ASKED[job.verb]?.[0] ?? job.verb;

/** Return whether a job is not over. */
export const underWay = (job) => job.state === "waiting" || job.state === "running";

/** Return in words how far a job is. */
export function howFar(job) {
  if (!underWay(job)) return job.state === "interrupted" ? "ended without an answer" : `took ${job.seconds < 1 ? "less than 1 s" : seconds(job.seconds)}`;
  const left = job.left === null ? "" : `, about ${seconds(job.left)} left`;
  return `${job.doing} ${percent(job.part)}, ${seconds(job.seconds)}${left}`.trim();
}

/** Show the jobs as they go on. Rows stay the same elements, so that the keyboard stays where it is. */
export function jobsPage(main, { about, signal }) {
  const told = h("div", {});
  const broken = h("p", { class: "note warning", hidden: true }, "The connection to the workbench is broken; what is shown may be old. It is tried again.");
  const body = h("tbody", {});
  const table = wide("Table of jobs", h("table", { class: "full stacked" }, h("thead", {}, h("tr", {}, HEADS.map((one) => h("th", { scope: "col" }, one)))), body));
  table.hidden = true;
  const none = h("p", {}, "There are none. What takes longer than some seconds, such as a report, stands here while it is worked on and afterwards.");
  turn(main, h("h1", {}, "Jobs"), h("p", { class: "quiet" }, "Long questions are worked on in the background. Their answers are kept: the same question is answered at once. Everybody sees all of them."), told, broken, none, table);
  const rows = new Map();
  let opened = false;
  listen((jobs, runs) => {
    opened ||= runs;
    broken.hidden = runs || !opened;
    table.hidden = !jobs.length;
    none.hidden = jobs.length > 0;
    for (const key of rows.keys()) if (!jobs.some((job) => job.id === key)) { rows.get(key).element.remove(); rows.delete(key); }
    jobs.forEach((job, place) => {
      if (!rows.has(job.id)) rows.set(job.id, row(about, told));
      const one = rows.get(job.id);
      one.update(job);
      if (body.children[place] !== one.element) body.insertBefore(one.element, body.children[place] ?? null);
    });
  }, signal);
}

/** Return the row of a job, and what brings it up to date. */
function row(about, told) {
  let id = "";
  const tried = (path, method) => async () => {
    try { fill(told); await ask(`/api/jobs/${id}${path}`, { method }); } catch (error) { fill(told, wrong(error)); }
  };
  const stop = h("button", { type: "button", onclick: tried("", "DELETE") }, "Cancel");
  const again = h("button", { type: "button", onclick: tried("/again", "POST") }, "Ask again");
  const question = h("a", {});
  const cells = [h("th", { scope: "row" }, question), h("td", { class: "mono" }), h("td", {}), h("td", {}), h("td", {})];
  const set = (cell, text) => { if (cell.textContent !== text) cell.textContent = text; };
  const update = (job) => {
    id = job.id;
    const by = about.login && job.who ? `, ${job.who}` : "";
    const problems = job.problems.map((one) => one.given).join("; ");
    set(question, asks(job));
    question.href = address(`#/s/${encodeURIComponent(job.scenario)}/${ASKED[job.verb]?.[1] ?? "conflict"}`, { variant: job.variant });
    set(cells[1], job.variant ? `${job.scenario}, ${job.variant}` : job.scenario);
    set(cells[2], moment(job.since) + by);
    set(cells[3], SIGNS[job.state]);
    set(cells[4], problems ? `${howFar(job)}: ${problems}` : howFar(job));
    stop.hidden = !underWay(job) || (about.role === "read" && job.who !== "" && job.who !== about.account);
    again.hidden = underWay(job) || job.state === "done";
  };
  return { element: h("tr", {}, cells, h("td", {}, stop, again)), update };
}
