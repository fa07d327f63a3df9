// Jobs: what is being worked on, and what was.
import { ask } from "./ask.js";
import { seconds, wrong } from "./blocks.js";
import { fill, h } from "./dom.js";

const SIGNS = { waiting: "◌ waiting", running: "▸ running", done: "● done", failed: "✗ failed", cancelled: "○ cancelled" };

/** Show the jobs, again and again. */
export async function jobsPage(main) {
  const place = h("div", {});
  fill(main, h("h1", {}, "Jobs"), h("p", { class: "quiet" }, "Long questions are worked on in the background. Their answers are kept: the same question is answered at once."), place);
  let going = true;
  const show = async () => {
    if (!going) return;
    try {
      const { jobs } = (await ask("/api/jobs")).data;
      fill(place, jobs.length ? h("div", { class: "wide" }, h("table", { class: "full" },
        h("thead", {}, h("tr", {}, ["Question", "Scenario", "State", "How far", "Stop"].map((one) => h("th", { scope: "col" }, one)))),
        h("tbody", {}, jobs.map(row)))) : h("p", {}, "There are none."));
    } catch (error) { fill(place, wrong(error)); }
    setTimeout(show, 1000);
  };
  await show();
  return () => { going = false; };
}

function row(job) {
  const over = !["waiting", "running"].includes(job.state);
  const left = job.left === null ? "" : `, about ${seconds(job.left)} left`;
  const stop = () => ask(`/api/jobs/${job.id}`, { method: "DELETE" }).catch(() => {});
  return h("tr", {}, h("th", { scope: "row" }, job.verb), h("td", { class: "mono" }, job.scenario, job.variant ? `, ${job.variant}` : null), h("td", {}, SIGNS[job.state]),
    h("td", {}, over ? seconds(job.seconds) : `${job.doing} ${Math.round(job.part * 100)} %, ${seconds(job.seconds)}${left}`, job.problems.map((one) => h("div", { class: "quiet" }, one.given))),
    h("td", {}, over ? null : h("button", { type: "button", onclick: stop }, "Cancel")));
}
