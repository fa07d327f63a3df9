// Names that a scenario has, for completion in forms: what may stand where, by what stands before.
const OPERATORS = ["and", "or", "not", "in", "always", "never"];
const BEGUN = /[\p{L}_][\p{L}\p{N}_.-]*$/u;
const VALUE = /([\p{L}\p{N}_.-]+)\s*(?:!?=|[<>]=?)\s*"?([\p{L}\p{N}_-]*)$/u;
const AMONG = /([\p{L}\p{N}_.-]+)\s+(?:not\s+)?in\s*\[(?:[^\]]*,)?\s*"?([\p{L}\p{N}_-]*)$/u;

/** Return the variables of formulas with their values; those of `actor` without its name as well. */
export function variables(forms, actor = null) {
  const found = new Map(forms.circumstances.map((one) => [one.circumstance, one.values]));
  for (const [name, values] of options(forms)) {
    found.set(name, values);
    if (actor && name.startsWith(`${actor}.`)) found.set(name.slice(actor.length + 1), values);
  }
  if (forms.graph) found.set("state", forms.states.map((one) => one.state));
  return found;
}

/** Return the options of all actors with their values. */
export function options(forms) {
  return new Map(forms.actors.flatMap((one) => one.options.map((option) => [`${one.actor}.${option.option}`, option.values])));
}

/** Return what completes a formula: behind a sign of comparison values, elsewhere names; `more` are other words. */
export function inFormula(forms, actor = null, more = []) {
  const known = variables(forms, actor);
  const all = [...known.keys(), ...forms.situations.map((one) => one.situation), ...OPERATORS, ...more];
  return (before) => {
    const at = VALUE.exec(before) ?? AMONG.exec(before);
    if (at && known.has(at[1])) return [at[2], known.get(at[1]).map((value) => quoted(value, before.at(-at[2].length - 1)))];
    return [BEGUN.exec(before)?.[0] ?? "", all];
  };
}

/** Return a value as formulas have it, in quotation marks unless it is one word; the first may stand there already. */
function quoted(value, sign) {
  const text = /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(value) ? value : `"${value}"`;
  return sign === '"' ? `${value}"` : text;
}

/** Return what completes a field that holds one of some words. */
export function whole(words) {
  return (before) => [before.trimStart(), words];
}

/** Return what completes a list with commas between. */
export function inList(words) {
  return (before) => [/[^,]*$/.exec(before)[0].trimStart(), words];
}

/** Return what completes `name = value` with commas between; `known` are the names with their values. */
export function inPairs(known) {
  return (before) => {
    const [name, value] = /[^,]*$/.exec(before)[0].split("=").map((one) => one.trimStart());
    return value === undefined ? [name, [...known.keys()]] : [value, known.get(name.trim()) ?? []];
  };
}

/** Return pairs as they are typed; of a name with a chance for each value, those in braces. */
export function spoken(pairs) {
  const value = (one) => (typeof one === "object" ? `{${Object.entries(one).map(([key, chance]) => `${key}: ${chance}`).join(", ")}}` : one);
  return Object.entries(pairs).map(([name, one]) => `${name} = ${value(one)}`).join(", ");
}

/** Return typed pairs by name, null where something typed is no pair; `braces` may hold a chance for each value. */
export function parsed(text, braces = false) {
  const pair = (one, sign) => new RegExp(`^([^${sign}]+?)\\s*${sign}\\s*(.+)$`).exec(one);
  const read = (given, between, sign) => {
    const all = given.split(between).map((one) => one.trim()).filter(Boolean).map((one) => pair(one, sign));
    return all.every(Boolean) ? all.map(([, name, value]) => [name, value]) : null;
  };
  const found = read(text, braces ? /,(?![^{]*\})/ : ",", "=");
  const inner = (value) => { const inside = braces ? /^\{(.*)\}$/.exec(value) : null; return inside ? read(inside[1], ",", ":") : value; };
  const values = found?.map(([name, value]) => [name, inner(value)]);
  if (!values || values.some(([, value]) => value === null)) return null;
  return Object.fromEntries(values.map(([name, value]) => [name, Array.isArray(value) ? Object.fromEntries(value) : value]));
}
