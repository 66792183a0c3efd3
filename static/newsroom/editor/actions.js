/* What the buttons and the keyboard do: {run, isOn, canRun} by name. */

import { askForEmbed, askForLink, linked, playerOf } from "newsroom/editor/addresses"
import { choose } from "newsroom/editor/choose"
import { around, place, toggleAround, unwrap } from "newsroom/editor/place"

/** Returns how many signs of a paragraph's start are its capitals, 0 if it does not begin so. */
export function capitals(text) {
  const words = text.match(/\S+\s*/g) ?? []
  const lower = words.findIndex((word) => /\p{Ll}/u.test(word))
  const upper = words.slice(0, lower < 0 ? words.length : lower)
  const end = upper.findLastIndex((word) => /[.:!?…]\s*$/.test(word))
  const head = (end < 0 ? upper : upper.slice(0, end + 1)).join("").trimEnd()
  return (head.match(/\p{Lu}/gu) ?? []).length >= 4 ? head.length : 0
}

function toggleRunIn(editor, say, labels) {
  const { state } = editor
  const { $from, from, to, empty } = state.selection
  const paragraph = $from.parent
  const mark = state.schema.marks.runIn
  const start = $from.start()
  const end = start + paragraph.content.size
  if (state.doc.rangeHasMark(start, end, mark)) {
    return editor.view.dispatch(state.tr.removeMark(start, end, mark))
  }
  const text = paragraph.textBetween(0, paragraph.content.size, null, "\n")
  const isAtStart = !text.slice(0, from - start).trim() && to <= end
  const last = empty ? start + capitals(text) : to
  if ($from.depth !== 1 || last === start || !(empty || isAtStart)) return say(labels.runInHelp)
  const tr = state.tr.addMark(start, last, mark.create()).removeStoredMark(mark)
  editor.view.dispatch(tr)
}

async function insertEmbed(editor, config) {
  const answer = await askForEmbed(config, { url: "", title: "" })
  if (!answer) return editor.commands.focus()
  const { url, title } = answer
  const { schema } = editor
  const isPlayed = playerOf(url, config.players)
  const paragraph = () => {
    const text = schema.nodeFromJSON(linked(title || url, url))
    return schema.nodes.paragraph.create(null, text)
  }
  place(editor, isPlayed ? schema.nodes.embed.create({ url, title }) : paragraph())
}

function toggleBox(editor) {
  const found = around(editor.state, "box")
  if (found) return unwrap(editor, found)
  const { $from, empty } = editor.state.selection
  const { heading, paragraph, box } = editor.schema.nodes
  if (!empty || $from.parent.content.size) return editor.commands.wrapIn("box")
  place(editor, box.create(null, [heading.create({ level: 3 }), paragraph.create()]), {
    inside: true,
  })
}

function insertTable(editor) {
  const { table, tableRow, tableHeader, tableCell } = editor.schema.nodes
  const row = (cell) => tableRow.create(null, [1, 2, 3].map(() => cell.createAndFill()))
  place(editor, table.create(null, [row(tableHeader), row(tableCell), row(tableCell)]), {
    inside: true,
  })
}

/** Returns what « Changer » on a card does, by the name of its node. */
export function changes(config, getEditor) {
  const set = (getPos, attrs) => {
    const editor = getEditor()
    editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), null, attrs))
  }
  return {
    photo: (getPos) => choose(config.photo.list, (number) => set(getPos, { number })),
    readAlso: (getPos) => choose(config.article.list, (number) => set(getPos, { number })),
    async embed(getPos) {
      const { url, title } = getEditor().state.doc.nodeAt(getPos()).attrs
      const answer = await askForEmbed(config, { url, title })
      if (answer) set(getPos, { url: answer.url, title: answer.title })
    },
  }
}

const command = (run, isOn = null) => ({
  run: (editor) => run(editor.chain().focus()).run(),
  canRun: (editor) => run(editor.can().chain()).run(),
  isOn,
})

const isIn = (name) => (editor) => editor.isActive(name)

const mark = (name) => command((chain) => chain.toggleMark(name), isIn(name))

const quote = (name, other) => ({
  run: (editor) => toggleAround(editor, name, other),
  canRun: (editor) => Boolean(around(editor.state, name, other)) || editor.can().wrapIn(name),
  isOn: isIn(name),
})

const always = () => true

/** Returns every action by name; `say` shows a sentence under the text. */
export function actions(config, say) {
  const { labels } = config
  const insert = (type) => (editor) => (number) =>
    place(editor, editor.schema.nodes[type].create({ number }))
  const pick = (list, type) => ({
    run: (editor) => choose(list, insert(type)(editor)),
    canRun: always,
  })
  // In a box every crosshead is a lesser one.
  const headed = (editor, level) => (around(editor.state, "box") ? 3 : level)
  const heading = (level) => ({
    run: (editor) => editor.chain().focus().toggleHeading({ level: headed(editor, level) }).run(),
    canRun: (editor) => editor.can().toggleHeading({ level: headed(editor, level) }),
    isOn: (editor) => editor.isActive("heading", { level }),
  })
  return {
    crosshead: heading(2),
    subhead: heading(3),
    runIn: {
      run: (editor) => toggleRunIn(editor, say, labels),
      canRun: (editor) => editor.state.selection.$from.depth === 1 && editor.isActive("paragraph"),
      isOn: isIn("runIn"),
    },
    bold: mark("bold"),
    italic: mark("italic"),
    superscript: mark("superscript"),
    subscript: mark("subscript"),
    link: {
      run: (editor) => askForLink(editor, config),
      canRun: always,
      isOn: isIn("link"),
    },
    bulletList: command((chain) => chain.toggleBulletList(), isIn("bulletList")),
    orderedList: command((chain) => chain.toggleOrderedList(), isIn("orderedList")),
    quote: quote("blockquote", "pullQuote"),
    pullQuote: quote("pullQuote", "blockquote"),
    undo: command((chain) => chain.undo()),
    redo: command((chain) => chain.redo()),
    photo: pick(config.photo.list, "photo"),
    readAlso: pick(config.article.list, "readAlso"),
    embed: { run: (editor) => insertEmbed(editor, config), canRun: always },
    box: {
      run: toggleBox,
      canRun: (editor) => Boolean(around(editor.state, "box")) || editor.can().wrapIn("box"),
      isOn: isIn("box"),
    },
    table: { run: insertTable, canRun: (editor) => !editor.isActive("table") },
    addRow: command((chain) => chain.addRowAfter()),
    deleteRow: command((chain) => chain.deleteRow()),
    addColumn: command((chain) => chain.addColumnAfter()),
    deleteColumn: command((chain) => chain.deleteColumn()),
    headerRow: command((chain) => chain.toggleHeaderRow()),
    deleteTable: command((chain) => chain.deleteTable()),
  }
}
