/* Small drawings for the buttons, 24 × 24. A path that begins with "*" is drawn bold. */

const SVG = "http://www.w3.org/2000/svg"

const DRAWINGS = {
  crosshead: ["*M4 6.5h12", "M4 12h16M4 16h16M4 20h9"],
  subhead: ["*M4 8h7", "M4 12.5h16M4 16.5h16M4 20.5h9"],
  runIn: ["*M4 7h8", "M15 7h5M4 12h16M4 16.5h16"],
  link: [
    "M10.5 13.5a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1",
    "M13.5 10.5a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1-1",
  ],
  bulletList: ["*M3.5 7h2M3.5 12h2M3.5 17h2", "M9 7h11M9 12h11M9 17h11"],
  orderedList: ["M3.5 6 5 5v4M3.5 15h2.2l-2.2 4h2.4", "M9 7h11M9 12h11M9 17h11"],
  quote: ["M11 7l-4 5 4 5M18 7l-4 5 4 5"],
  undo: ["M8 5 4 9l4 4", "M4 9h10a5 5 0 0 1 0 10h-3"],
  redo: ["M16 5l4 4-4 4", "M20 9H10a5 5 0 0 0 0 10h3"],
  insert: ["*M12 5v14M5 12h14"],
  photo: ["M3.5 5h17v14h-17z", "M4 17l5-5 4 4 3-3 4.5 4.5", "M15 9.25h1.5"],
  readAlso: ["M4 6.5h16M4 17.5h16", "M4 12h10M12 9.5l2.5 2.5-2.5 2.5"],
  embed: ["M3.5 5h17v14h-17z", "M10 9v6l5-3z"],
  pullQuote: ["M4 4h16M4 20h16", "M11 8.5 8 12l3 3.5M16.5 8.5l-3 3.5 3 3.5"],
  box: ["M4 4.5h16v15H4z", "*M7.5 9h6", "M7.5 13h9M7.5 16h6"],
  table: ["M3.5 5h17v14h-17zM3.5 10h17M3.5 14.5h17M9.5 5v14M15 5v14"],
}

const LETTERS = { bold: "G", italic: "I", superscript: "xᵉ", subscript: "x₂" }

/** Returns the drawing or letter of a button. */
export function icon(name) {
  if (LETTERS[name]) {
    const letter = document.createElement("span")
    letter.className = `editor-letter editor-letter-${name}`
    letter.textContent = LETTERS[name]
    letter.setAttribute("aria-hidden", "true")
    return letter
  }
  const svg = document.createElementNS(SVG, "svg")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  for (const drawn of DRAWINGS[name]) {
    const path = document.createElementNS(SVG, "path")
    path.setAttribute("d", drawn.replace("*", ""))
    if (drawn.startsWith("*")) path.setAttribute("class", "editor-bold")
    svg.append(path)
  }
  return svg
}
