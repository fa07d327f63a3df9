// The way through the pages: the address behind # says what is shown.
import { ask } from "./ask.js";
import { wrong } from "./blocks.js";
import { fill, h, turn } from "./dom.js";
import { folderPage } from "./folder.js";
import { asks, howFar, jobsPage, underWay } from "./jobs.js";
import { follow, listen } from "./live.js";
import { loginPage } from "./login.js";

const main = document.getElementById("main");
const BRIEF = 1; // seconds of a job that nobody needs to be told of
let gone = new AbortController(); // ends what the page that is shown still does and asks for
let shows = null; // the scenario that is shown
let place = null; // what is shown of it, whatever is chosen there
let jobs = [];

/** Show a scenario; the many files of its tabs are loaded once the first page is there. */
const scenarioPage = async (...given) => (await import("./scenario.js")).scenarioPage(...given);

/** Return what the address behind # says: its parts, and what is asked besides. */
function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { parts: path.split("/").filter(Boolean).map(decoded), asked: new URLSearchParams(query) };
}

/** Return what a part of an address stands for; what is badly escaped stands for itself. */
function decoded(part) {
  try { return decodeURIComponent(part); } catch { return part; }
}

async function show() {
  gone.abort();
  const { signal } = gone = new AbortController();
  try {
    const { parts, asked } = route();
    if (place !== null && place !== parts.join("/")) scrollTo(0, 0);
    place = parts.join("/");
    const about = (await ask("/api/about", { signal })).data;
    head(about);
    follow(!about.login || Boolean(about.account));
    shows = parts[0] === "s" ? parts[1] : null;
    strip();
    document.title = "Détente workbench";
    if (parts[0] === "login" || (about.login && !about.account)) return loginPage(main);
    const page = { s: scenarioPage, jobs: jobsPage }[parts[0]] ?? folderPage;
    await page(main, { about, parts: parts.slice(1), asked, signal });
  } catch (error) {
    if (!signal.aborted) turn(main, h("h1", {}, "This cannot be shown"), wrong(error), h("p", {}, h("a", { href: "#/" }, "To the folder")));
  }
}

function head(about) {
  document.getElementById("where").textContent = about.folder;
  const place = document.getElementById("account");
  if (!about.login || !about.account) return fill(place);
  const out = () => ask("/api/session", { method: "DELETE" }).then(() => { location.hash = "#/login"; });
  fill(place, `${about.account} (${about.role}) `, h("button", { type: "button", onclick: out }, "Log out"));
}

/** Show in the head how many jobs are under way, and those of the scenario that is shown, whoever asked. */
function strip() {
  const going = jobs.filter(underWay);
  const text = going.length ? `Jobs (${going.length} under way)` : "Jobs";
  const link = document.getElementById("jobs");
  if (link.textContent !== text) link.textContent = text;
  const place = document.getElementById("runs");
  const own = going.filter((job) => job.scenario === shows && (job.state === "waiting" || job.seconds >= BRIEF));
  place.hidden = !own.length;
  fill(place, own.map((job) => h("p", {}, `${job.state === "running" ? "▸" : "◌"} ${asks(job)}${job.variant ? ` of ${job.variant}` : ""}${job.who && job.who !== "local" ? `, asked by ${job.who}` : ""}: ${howFar(job)}`)));
}

function theme() {
  const button = document.getElementById("theme");
  const set = (name) => {
    document.documentElement.dataset.theme = name;
    button.textContent = name === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", `Change to ${name === "dark" ? "light" : "dark"} colours`);
  };
  let kept = null;
  try { kept = localStorage.getItem("theme"); } catch { /* a browser that keeps nothing */ }
  set(kept ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  button.addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    set(next);
    try { localStorage.setItem("theme", next); } catch { /* as above */ }
  });
}

theme();
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); }); // the address is the page's
listen((found) => { jobs = found; strip(); });
addEventListener("hashchange", show);
show().then(() => import("./scenario.js")).catch(() => {}); // whoever opens a scenario is told
