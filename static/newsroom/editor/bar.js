/* The bar above the text: one tab stop, arrows inside it (WAI-ARIA « toolbar »). */

import { crel } from "django-prose-editor/editor"
import { icon } from "newsroom/editor/icons"

const ALWAYS = [
  ["crosshead", "subhead", "runIn"],
  ["bold", "italic", "link"],
  ["bulletList", "orderedList", "quote"],
  ["undo", "redo"],
]
const INSERTED = ["photo", "readAlso", "embed", "pullQuote", "box", "table"]
const RARE = ["superscript", "subscript"]
const IN_TABLE = ["addRow", "deleteRow", "addColumn", "deleteColumn", "headerRow", "deleteTable"]
const ARTICLES_ONLY = new Set(["runIn", "photo", "readAlso", "embed", "pullQuote", "box"])

function makeButton(name, label, { isWordy = false, isDrawn = true } = {}) {
  const button = crel("button", { type: "button", tabIndex: -1, "data-action": name })
  if (isDrawn) button.append(icon(name))
  if (isWordy) button.append(crel("span", { textContent: label }))
  else Object.assign(button, { title: label, ariaLabel: label })
  return button
}

/* Its word shows only where there is room for a list: see surface.css. */
function makeRare(name, label) {
  const button = makeButton(name, label, { isWordy: true })
  return Object.assign(button, { title: label, className: "editor-rare" })
}

/* On a narrow screen the insertions wait behind a button of their own. */
function makeInsertions(labels, names) {
  const id = `editor-insert-${Math.random().toString(36).slice(2)}`
  const opener = makeButton("insert", labels.insert, { isWordy: true })
  const row = crel(
    "div",
    { id, className: "editor-group editor-insertions" },
    [
      ...names.map((name) => makeButton(name, labels[name], { isWordy: true })),
      ...RARE.map((name) => makeRare(name, labels[name])),
    ],
  )
  opener.classList.add("editor-opener")
  opener.setAttribute("aria-controls", id)
  const open = (isOpen) => {
    row.classList.toggle("is-open", isOpen)
    opener.setAttribute("aria-expanded", String(isOpen))
  }
  open(false)
  opener.addEventListener("click", () => open(!row.classList.contains("is-open")))
  row.addEventListener("click", () => open(false))
  return { opener, row, close: () => open(false) }
}

/* Arrow keys move in the bar, which the tab key passes as one stop. */
function makeRoving(bar) {
  const visible = () => [...bar.querySelectorAll("button")].filter((b) => b.offsetParent)
  const move = (button) => {
    for (const other of bar.querySelectorAll("button")) other.tabIndex = -1
    button.tabIndex = 0
    button.focus()
  }
  bar.querySelector("button").tabIndex = 0
  bar.addEventListener("keydown", (event) => {
    const buttons = visible()
    const at = buttons.indexOf(document.activeElement)
    const wanted = {
      ArrowRight: (at + 1) % buttons.length,
      ArrowLeft: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key]
    if (at < 0 || wanted === undefined) return
    event.preventDefault()
    move(buttons[wanted])
  })
  return () => move(visible().find((button) => button.tabIndex === 0) ?? visible()[0])
}

/** Returns {dom, focus, attach(editor, actions)} of the bar for a profile. */
export function makeBar({ profile, labels }) {
  const isOffered = (name) => profile === "article" || !ARTICLES_ONLY.has(name)
  const group = (names) =>
    crel(
      "div",
      { className: "editor-group" },
      names.filter(isOffered).map((name) => makeButton(name, labels[name])),
    )
  const insertions = makeInsertions(labels, INSERTED.filter(isOffered))
  const tableTools = crel(
    "div",
    { className: "editor-group editor-table-tools", role: "group", "aria-label": labels.inTable },
    IN_TABLE.map((name) => makeButton(name, labels[name], { isWordy: true, isDrawn: false })),
  )
  tableTools.hidden = true
  const dom = crel(
    "div",
    { className: "editor-bar", role: "toolbar", "aria-label": labels.bar },
    [...ALWAYS.map(group), insertions.opener, insertions.row, tableTools],
  )
  const focus = makeRoving(dom)
  // The text keeps its caret, and a phone its keyboard.
  dom.addEventListener("mousedown", (event) => event.preventDefault())

  function attach(editor, actions) {
    const buttons = [...dom.querySelectorAll("[data-action]")].filter((b) => actions[b.dataset.action])
    dom.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]")
      const action = button && actions[button.dataset.action]
      if (action?.canRun(editor)) action.run(editor)
    })
    dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape") editor.commands.focus()
    })
    editor.view.dom.addEventListener("pointerdown", insertions.close)
    const refresh = () => {
      tableTools.hidden = !editor.isActive("table")
      for (const button of buttons) {
        const { isOn, canRun } = actions[button.dataset.action]
        if (isOn) button.setAttribute("aria-pressed", String(isOn(editor)))
        button.setAttribute("aria-disabled", String(!canRun(editor)))
      }
    }
    editor.on("transaction", refresh)
    refresh()
  }
  return { dom, focus, attach }
}
