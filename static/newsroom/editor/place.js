/* Where a new block goes: behind the one with the caret, never inside it or in its place. */

import { pm } from "django-prose-editor/editor"

const { TextSelection } = pm.state

const isEmptyParagraph = (node) => node?.type.name === "paragraph" && node.content.size === 0

/**
 * Puts `node` behind the top-level block with the caret; an empty paragraph gives its place.
 *
 * An empty paragraph follows and receives the caret (the next insertion would replace the node
 * if it stayed selected), unless the caret goes `inside`.
 */
export function place(editor, node, { inside = false } = {}) {
  const { doc, schema, selection, tr } = editor.state
  const { $to } = selection
  const end = $to.depth ? $to.after(1) : selection.to
  const start = $to.depth && isEmptyParagraph($to.node(1)) ? $to.before(1) : end
  const room = isEmptyParagraph(doc.nodeAt(end)) ? [] : [schema.nodes.paragraph.create()]
  tr.replaceWith(start, end, [node, ...room])
  const caret = inside ? start + 1 : start + node.nodeSize + 1
  tr.setSelection(TextSelection.near(tr.doc.resolve(caret)))
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
}

/** Returns {node, pos} of the nearest block around the caret that has one of those names. */
export function around(state, ...names) {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth)
    if (names.includes(node.type.name)) return { node, pos: $from.before(depth), depth }
  }
  return null
}

/** Puts the content of the block `found` (see `around`) in its place, caret where it was. */
export function unwrap(editor, found) {
  const { selection, tr } = editor.state
  tr.replaceWith(found.pos, found.pos + found.node.nodeSize, found.node.content)
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.max(0, selection.from - 1))))
  editor.view.dispatch(tr)
}

/** Wraps the selected blocks in `name`, turns a block of `others` into it, or takes it off. */
export function toggleAround(editor, name, ...others) {
  const same = around(editor.state, name)
  if (same) return unwrap(editor, same)
  const other = around(editor.state, ...others)
  if (!other) return editor.commands.wrapIn(name)
  editor.view.dispatch(editor.state.tr.setNodeMarkup(other.pos, editor.schema.nodes[name]))
}
