// What is asked of the server, all of it on this very address.

/** What the server refused, with its problems. */
export class Refused extends Error {
  constructor(status, refusal) {
    super(refusal.title ?? "The workbench does not answer.");
    this.status = status;
    this.problems = refusal.problems?.length ? refusal.problems : [{ given: this.message, expected: "", remedy: "", severity: "error" }];
  }
  get code() { return this.problems[0].code; }
}

/** Ask, and return what is answered with its status and ETag. */
export async function ask(path, { method = "GET", body, headers = {}, signal, keepalive } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method, signal, keepalive,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { title: "The workbench does not answer. It may have been ended in its terminal; nothing typed here is lost while this page stays open." });
  }
  const text = await answer.text();
  const data = text && /json/.test(answer.headers.get("content-type")) ? JSON.parse(text) : null; // a file is not read here
  if (!answer.ok) {
    throw new Refused(answer.status, data ?? {});
  }
  return { data, status: answer.status, etag: answer.headers.get("etag") };
}

/** Ask what may take long: tell how far it is, and return the answer in the end. */
export async function awaited(path, { tell, ...rest } = {}) {
  const first = await ask(path, rest);
  if (first.status !== 202) return first.data;
  const job = await over(first.data, tell, rest.signal);
  return (await ask(`/api/jobs/${job.id}/answer`, { signal: rest.signal })).data;
}

/** Wait until a job is over, and return it; `tell` is told meanwhile how far it is. */
export async function over(job, tell, signal) {
  while (job.state === "waiting" || job.state === "running") {
    tell?.(job);
    await new Promise((resolve) => setTimeout(resolve, 400));
    signal?.throwIfAborted();
    job = (await ask(`/api/jobs/${job.id}`, { signal })).data;
  }
  return job;
}

/** Return an address with what is asked besides; what is null or empty is left out. */
export function address(path, asked = {}) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(asked)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "" && one !== false) query.append(key, one);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Return the address of a scenario's part. */
export function at(name, part = "") {
  return `/api/scenarios/${encodeURIComponent(name)}${part}`;
}
