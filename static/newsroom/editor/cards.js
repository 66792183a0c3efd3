/* Photos, referrals and embeds: blocks that name something which lives elsewhere. */

import { crel, Node } from "django-prose-editor/editor"
import { playerOf } from "newsroom/editor/addresses"

const fetched = new Map()

/** Returns a promise of what the desk knows of a row, null when it cannot be had now. */
function card(address) {
  if (!fetched.has(address)) fetched.set(address, fetchCard(address))
  return fetched.get(address)
}

async function fetchCard(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } })
    return answer.ok ? await answer.json() : null
  } catch (error) {
    // No network, or a sign-in page instead of JSON: the number alone says which one it is.
    if (error instanceof TypeError || error instanceof SyntaxError) return null
    throw error
  }
}

const line = (className, textContent) => (textContent ? [crel("p", { className, textContent })] : [])

async function showPhoto(body, { number }, { labels, photo }) {
  const name = labels.photoNumber.replace("%s", number)
  body.replaceChildren(...line("editor-card-title", name))
  const found = await card(photo.card.replace("%s", number))
  if (!found) return
  const picture = found.thumbnail
    ? [crel("img", { src: found.thumbnail, alt: "", draggable: false })]
    : []
  const missing = found.missing?.length
    ? line("editor-card-missing", labels.missing.replace("%s", found.missing.join(", ")))
    : []
  body.replaceChildren(
    ...picture,
    ...line("editor-card-caption", found.caption || name),
    ...line("editor-card-credit", found.credit),
    ...missing,
  )
}

async function showReferral(body, { number }, { labels, article }) {
  const name = labels.articleNumber.replace("%s", number)
  const kind = line("editor-card-kind", labels.readAlso)
  body.replaceChildren(...kind, ...line("editor-card-title", name))
  const found = await card(article.card.replace("%s", number))
  if (!found) return
  body.replaceChildren(
    ...kind,
    ...line("editor-card-title", found.heading || name),
    ...line("editor-card-credit", found.state),
  )
}

function showEmbed(body, { url, title }, { players }) {
  body.replaceChildren(
    ...line("editor-card-kind", playerOf(url, players) ?? ""),
    ...line("editor-card-title", title || url),
    ...line("editor-card-credit", title ? url : ""),
  )
}

/* A block that is drawn as a card, with « Changer » and « Retirer ». */
function cardNode({ name, attributes, parse, render, show, change }) {
  return Node.create({
    name,
    group: "piece",
    atom: true,
    draggable: true,
    addOptions: () => ({ config: null, changes: null }),
    addAttributes: () =>
      Object.fromEntries(attributes.map((attribute) => [attribute, { default: "", rendered: false }])),
    parseHTML: () => [parse],
    renderHTML: ({ node }) => render(node.attrs),
    addNodeView() {
      const { config, changes } = this.options
      return ({ node, editor, getPos }) => {
        const body = crel("div", { className: "editor-card-body" })
        const button = (label, run) => {
          const made = crel("button", { type: "button", textContent: label })
          made.addEventListener("click", run)
          return made
        }
        const tools = crel("div", { className: "editor-card-tools" }, [
          button(config.labels[change], () => changes[name](getPos)),
          button(config.labels.remove, () => remove(editor, getPos())),
        ])
        const dom = crel("div", { className: `editor-card editor-card-${name}` }, [body, tools])
        dom.contentEditable = "false"
        show(body, node.attrs, config)
        return {
          dom,
          update(updated) {
            if (updated.type !== node.type) return false
            show(body, updated.attrs, config)
            return true
          },
          stopEvent: (event) => tools.contains(event.target),
          ignoreMutation: () => true,
        }
      }
    },
  })
}

function remove(editor, pos) {
  editor.chain().focus().deleteRange({ from: pos, to: pos + 1 }).run()
}

const numberIn = (attribute) => (element) => {
  const number = Number.parseInt(element.getAttribute(attribute), 10)
  return number > 0 && { number }
}

const Photo = cardNode({
  name: "photo",
  attributes: ["number"],
  parse: { tag: "figure[data-photo]", getAttrs: numberIn("data-photo") },
  render: ({ number }) => ["figure", { "data-photo": number }],
  show: showPhoto,
  change: "changePhoto",
})

const ReadAlso = cardNode({
  name: "readAlso",
  attributes: ["number"],
  parse: { tag: "aside[data-article]", getAttrs: numberIn("data-article") },
  render: ({ number }) => ["aside", { "data-article": number }],
  show: showReferral,
  change: "changeArticle",
})

const Embed = cardNode({
  name: "embed",
  attributes: ["url", "title"],
  parse: {
    tag: "figure[data-embed]",
    getAttrs(element) {
      const link = element.querySelector("a[href]")
      return link && { url: link.getAttribute("href"), title: link.textContent.trim() }
    },
  },
  render: ({ url, title }) => ["figure", { "data-embed": "" }, ["a", { href: url }, title || url]],
  show: showEmbed,
  change: "edit",
})

/** Returns the three nodes; `changes[name](getPos)` is what « Changer » does. */
export const cards = (config, changes) =>
  [Photo, ReadAlso, Embed].map((node) => node.configure({ config, changes }))
