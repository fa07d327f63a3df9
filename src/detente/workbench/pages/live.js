// Jobs as everybody sees them: one stream of events for the whole page, open while the page is looked at.

const AGAIN = 5000; // milliseconds after which a stream that was refused is asked for once more
const MOST = 100; // jobs that are remembered

const known = new Map();
const listeners = new Set();
let stream = null;
let later = 0;
let inside = false;

/** Listen to what becomes of jobs: `tell` gets them, the newest first, and whether the stream runs, until `signal`. */
export function listen(tell, signal) {
  listeners.add(tell);
  signal?.addEventListener("abort", () => listeners.delete(tell));
  tell(sorted(), runs());
}

/** Follow jobs from now on, or no longer: whoever is not logged in is told nothing. */
export function follow(on) {
  inside = on;
  connect();
}

/** Open the stream, or close it; a page that nobody looks at takes none of the few connections that a browser has. */
function connect() {
  clearTimeout(later);
  if (!inside || document.hidden) {
    stream?.close();
    stream = null;
    return;
  }
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource("/api/jobs/live");
  stream.addEventListener("all", (event) => { known.clear(); JSON.parse(event.data).forEach(keep); told(); });
  stream.addEventListener("job", (event) => { keep(JSON.parse(event.data)); told(); });
  stream.addEventListener("error", () => { // a broken connection is taken up again by the browser, a refused one is not
    told();
    if (stream?.readyState === EventSource.CLOSED) later = setTimeout(connect, AGAIN);
  });
}

function keep(job) {
  known.set(job.id, job);
  if (known.size > MOST) known.delete(sorted().at(-1).id);
}

const runs = () => stream?.readyState === EventSource.OPEN;
const sorted = () => [...known.values()].sort((a, b) => (a.since < b.since ? 1 : -1));
const told = () => { const jobs = sorted(); for (const tell of listeners) tell(jobs, runs()); };

document.addEventListener("visibilitychange", connect);
