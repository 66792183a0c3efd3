/* Turns every text area of the page that asks for it into the writing surface.

   The text area stays the field of the form: it always holds the text as it would be sent, and
   announces each change with an `input` event. */

import { crel, Editor, Extension, getHTMLFromFragment, pm } from "django-prose-editor/editor"
import { actions, changes } from "newsroom/editor/actions"
import { linked, playerOf } from "newsroom/editor/addresses"
import { makeBar } from "newsroom/editor/bar"
import { cards } from "newsroom/editor/cards"
import { measured } from "newsroom/editor/count"
import { cleanPasted } from "newsroom/editor/paste"
import { place } from "newsroom/editor/place"
import { extensions } from "newsroom/editor/schema"

/** Returns the HTML of a document, one block a line, without empty paragraphs. */
function htmlOf({ state: { doc }, schema }) {
  const lines = []
  doc.forEach((node) => {
    if (node.type.name === "paragraph" && !node.content.size) return
    lines.push(getHTMLFromFragment(pm.model.Fragment.from(node), schema))
  })
  return lines.join("\n")
}

/* An address pasted alone on an empty line becomes its player, or a link. */
function pasteAddress(editor, text, { players }) {
  const { $from, empty } = editor.state.selection
  if (!empty || $from.parent.content.size || !/^https?:\/\/\S+$/.test(text)) return false
  if (editor.schema.nodes.embed && $from.depth === 1 && playerOf(text, players)) {
    place(editor, editor.schema.nodes.embed.create({ url: text }))
    return true
  }
  return editor.commands.insertContent(linked(text, text))
}

/* Typing over a selection: left to itself, Chromium copies its look into a style attribute, which
   the policy of the page blocks and reports. */
function typeOver(view, event) {
  const isOver = !view.state.selection.empty && !document.getSelection().isCollapsed
  const isTyped = event.inputType === "insertText" && event.data && !event.isComposing
  if (!isOver || !isTyped || !event.cancelable) return false
  event.preventDefault()
  view.dispatch(view.state.tr.insertText(event.data).scrollIntoView())
  return true
}

const onlyFiles = (data) => data?.files.length > 0 && !data.types.includes("text/html")

/* Pasting and dropping; a dropped picture would otherwise replace the page, text and all. */
function pasting(getEditor, config, say) {
  return {
    transformPastedHTML(html) {
      const cleaned = cleanPasted(html)
      if (cleaned.images) say(config.labels.noImages)
      return cleaned.html
    },
    handlePaste(_view, event) {
      if (onlyFiles(event.clipboardData)) {
        say(config.labels.noImages)
        return true
      }
      return pasteAddress(getEditor(), event.clipboardData.getData("text/plain").trim(), config)
    },
    handleDOMEvents: { beforeinput: typeOver },
    handleDrop(_view, event) {
      if (!onlyFiles(event.dataTransfer)) return false
      event.preventDefault()
      say(config.labels.noImages)
      return true
    },
  }
}

const shortcuts = (bar, known) =>
  Extension.create({
    name: "shortcuts",
    addKeyboardShortcuts: () => ({
      "Mod-k": ({ editor }) => {
        known.link.run(editor)
        return true
      },
      "Alt-F10": () => {
        bar.focus()
        return true
      },
    }),
  })

function attributes(textarea, { lang, labels }) {
  const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`)
  if (label) label.id ||= `${textarea.id}_label`
  const named = label ? { "aria-labelledby": label.id } : { "aria-label": labels.prompt }
  const help = textarea.getAttribute("aria-describedby")
  return {
    role: "textbox",
    "aria-multiline": "true",
    lang,
    spellcheck: "true",
    ...named,
    ...(help ? { "aria-describedby": help } : {}),
  }
}

function start(textarea) {
  const config = JSON.parse(textarea.dataset.editor)
  const bar = makeBar(config)
  const page = crel("div", { className: "editor-page" })
  const count = crel("p", { className: "editor-count" })
  const status = crel("p", { className: "editor-status", role: "status" })
  const source = crel("div", { className: "editor-source" })
  const say = (sentence) => {
    status.textContent = sentence
  }
  const known = actions(config, say)
  let editor = null
  const getEditor = () => editor
  textarea.before(
    crel("div", { className: `editor editor-${config.profile}` }, [
      source,
      bar.dom,
      page,
      crel("div", { className: "editor-foot" }, [count, status]),
    ]),
  )
  source.append(textarea)
  editor = new Editor({
    element: page,
    content: textarea.value,
    editable: !textarea.disabled && !textarea.readOnly,
    injectCSS: false, // an inline style; ours stands in text.css
    enableInputRules: false, // a dash or a figure at the start of a line stays what was typed
    enablePasteRules: ["link"],
    extensions: [
      ...extensions(config),
      ...(config.profile === "article" ? cards(config, changes(config, getEditor)) : []),
      shortcuts(bar, known),
    ],
    editorProps: { attributes: attributes(textarea, config), ...pasting(getEditor, config, say) },
  })
  bar.attach(editor, known)
  follow(editor, textarea, config, count, status)
}

/* Keeps the text area and the count up to date, and sends whoever goes to the text area on. */
function follow(editor, textarea, config, count, status) {
  let sent = htmlOf(editor)
  const showCount = () => {
    count.textContent = measured(editor.state.doc, config)
  }
  showCount()
  editor.on("update", () => {
    const html = htmlOf(editor)
    if (html === sent) return
    sent = html
    textarea.value = html
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
    showCount()
  })
  editor.view.dom.addEventListener("keydown", () => {
    status.textContent = ""
  })
  textarea.tabIndex = -1
  textarea.addEventListener("focus", () => editor.commands.focus())
}

for (const textarea of document.querySelectorAll("textarea[data-editor]")) start(textarea)
