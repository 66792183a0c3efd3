/* What a text is made of: the same structure as newsroom/structure.py, kept while typing. */

import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  Italic,
  Link,
  ListItem,
  Mark,
  Node,
  OrderedList,
  Paragraph,
  Placeholder,
  Plugin,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  TrailingNode,
} from "django-prose-editor/editor"
import { isAddress } from "newsroom/editor/addresses"

const LISTED = "(paragraph | bulletList | orderedList)"
const LEAD_IN_SIGNS = 40 // the longest beginning typed in front of a run-in that joins it

const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: `${LISTED}+`,
  defining: true,
  parseHTML: () => [{ tag: "blockquote[data-pull]", priority: 60 }],
  renderHTML: () => ["blockquote", { "data-pull": "" }, 0],
})

const Box = Node.create({
  name: "box",
  group: "piece",
  content: "(paragraph | heading | bulletList | orderedList | blockquote)+",
  defining: true,
  parseHTML: () => [{ tag: "aside[data-box]" }],
  renderHTML: () => ["aside", { "data-box": "" }, 0],
})

/* Text typed in front of a run-in joins it; anywhere but at a paragraph's start it is lost. */
function keptAtStart(state) {
  const mark = state.schema.marks.runIn
  const { tr } = state
  state.doc.descendants((node, pos, parent) => {
    if (!node.isTextblock) return
    const mayLead = parent === state.doc && node.type.name === "paragraph"
    let before = ""
    let isLeading = mayLead
    node.forEach((child, offset) => {
      const from = pos + 1 + offset
      const isMarked = mark.isInSet(child.marks)
      if (isMarked && !isLeading) {
        const joins = mayLead && before.length <= LEAD_IN_SIGNS && !/[.!?…]/.test(before)
        if (joins) tr.addMark(pos + 1, from, mark.create())
        else tr.removeMark(from, from + child.nodeSize, mark)
        isLeading = joins
      } else if (!isMarked) isLeading = false
      before += child.text ?? "\n"
    })
  })
  return tr.docChanged ? tr : null
}

const RunIn = Mark.create({
  name: "runIn",
  inclusive: false,
  excludes: "runIn bold",
  parseHTML: () => [{ tag: "strong[data-runin]", priority: 60 }],
  renderHTML: () => ["strong", { "data-runin": "" }, 0],
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (transactions, _old, state) =>
          transactions.some((transaction) => transaction.docChanged) ? keptAtStart(state) : null,
      }),
    ]
  },
})

const prompts = (labels) => ({
  includeChildren: true,
  placeholder({ editor, node, pos }) {
    const isTitle = node.type.name === "heading" && editor.state.doc.resolve(pos).depth > 0
    if (isTitle) return labels.boxTitle
    return editor.isEmpty ? labels.prompt : ""
  },
})

const ofArticles = () => [RunIn, PullQuote, Box]

/** Returns the extensions of the profile "simple" or "article"; photos and the like come beside. */
export function extensions({ profile, labels }) {
  const headings = "italic superscript subscript link"
  return [
    Document.extend({ content: "(block | piece)+" }),
    Paragraph,
    Text,
    Heading.extend({ marks: headings }).configure({ levels: [2, 3] }),
    Bold,
    Italic,
    Subscript.extend({ excludes: "subscript superscript" }),
    Superscript.extend({ excludes: "subscript superscript" }),
    Link.configure({
      autolink: false,
      defaultProtocol: "https",
      isAllowedUri: isAddress,
      HTMLAttributes: { target: null, rel: null, class: null },
    }).extend({ addKeyboardShortcuts: () => ({}) }),
    HardBreak,
    BulletList,
    OrderedList,
    ListItem.extend({ content: `paragraph ${LISTED}*` }),
    Blockquote.extend({ content: `${LISTED}+` }),
    Table.extend({ group: "piece" }).configure({ resizable: false }),
    TableRow,
    TableCell.extend({ content: "paragraph+" }),
    TableHeader.extend({ content: "paragraph+" }),
    History,
    Dropcursor,
    Gapcursor,
    TrailingNode,
    Placeholder.configure(prompts(labels)),
    ...(profile === "article" ? ofArticles() : []),
  ]
}
