"use strict";
// Tables sort by a click on a heading; printing opens what is folded. Nothing is lost without.
for (const table of document.querySelectorAll("table.sorts")) {
  const body = table.tBodies[0];
  if (body.rows.length < 3) continue;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => {
    if (head.querySelector(".unseen")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [key(row.cells[place]), row]);
      rows.sort(([one], [other]) => (down ? -1 : 1) * compare(one, other));
      body.replaceChildren(...rows.map(([, row]) => row));
    });
  });
}

function key(cell) {
  const number = cell.querySelector("data");
  const text = cell.textContent.trim();
  return number ? Number(number.value) : /^[<>≈ ]*[-+]?[\d,.]+ ?%?$/.test(text) ? Number(text.replace(/[^\d.+-]/g, "")) : text;
}

function compare(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), "en", { numeric: true });
}

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});
