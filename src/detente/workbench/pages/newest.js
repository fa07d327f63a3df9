// Work that is asked for more often than it can be done.

/**
 * Do some work whenever it is asked for, one at a time: while it is done, the last wish alone is remembered.
 * `work` is given what tells whether there is one.
 */
export function newest(work) {
  let busy = null, again = false;
  const run = async () => {
    if (busy) { again = true; return busy; }
    busy = work(() => again);
    try { await busy; } finally { busy = null; }
    if (again) { again = false; run(); }
  };
  run.settled = async () => { again = false; await busy; };
  return run;
}
