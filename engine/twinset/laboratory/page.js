// Values on hover, tap and focus; tables sorted by a click. Nothing is asked of any server.
for (const section of document.querySelectorAll("section.size")) {
  const rows = [...section.querySelectorAll("tbody tr")];
  const details = section.querySelector(".details");
  const show = (number) => {
    for (const item of section.querySelectorAll(".point, tbody tr"))
      item.classList.toggle("shown", item.dataset.number === number);
    const row = rows.find((item) => item.dataset.number === number);
    if (!row) return;
    details.replaceChildren();
    for (const cell of row.cells) {
      const value = cell.textContent.trim();
      if (!value || value === "-") continue;
      if (cell.tagName === "TH") {
        const name = document.createElement("b");
        name.textContent = value;
        details.append(name);
      } else if (cell.dataset.label) details.append(` · ${cell.dataset.label} ${value}`);
    }
  };
  for (const point of section.querySelectorAll(".point"))
    for (const event of ["pointerenter", "focus", "click"])
      point.addEventListener(event, () => show(point.dataset.number));
  for (const row of rows) row.addEventListener("click", () => show(row.dataset.number));
  section.querySelectorAll("thead th").forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") === "descending";
      for (const other of section.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[column].dataset.value ?? "";
      const numeric = head.classList.contains("n");
      const order = (a, b) => {
        if (key(a) === "" || key(b) === "") return (key(a) === "") - (key(b) === "");
        const way = numeric ? key(a) - key(b) : key(a).localeCompare(key(b));
        return up ? way : -way;
      };
      section.querySelector("tbody").append(...rows.toSorted(order));
    });
  });
}
