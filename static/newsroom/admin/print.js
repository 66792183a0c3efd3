// A button that prints the page; without script there is none, and the browser’s own does the same.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false
  button.addEventListener("click", () => window.print())
}
