/* What comes from Word, LibreOffice or Google Docs, brought near to our own form.

   The engine's schema drops whatever it does not know; here is what it would misread. The same
   is done again on the server (newsroom/markup.py, newsroom/structure.py), whose word is final. */

const STYLE = "data-css"
const BULLET = /^[\s\u00a0]*(?:[•·▪●◦‣∙\uf0b7\uf0a7][\s\u00a0]*|[o§]\u00a0[\s\u00a0]+)/
const ORDERED = /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]/i

const styleOf = (element, property) => {
  const found = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i")
  return found.exec(element.getAttribute(STYLE) ?? "")?.[1].trim().toLowerCase() ?? ""
}

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag)
  for (const { name, value } of element.attributes) renamed.setAttribute(name, value)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

const unwrap = (element) => element.replaceWith(...element.childNodes)

function wrapInside(element, tag) {
  const inner = element.ownerDocument.createElement(tag)
  inner.append(...element.childNodes)
  element.append(inner)
}

/* Bold, italic and raised text are styles in Google Docs, and its <b> around everything is none. */
function readMarks(body) {
  for (const element of body.querySelectorAll("b, strong")) {
    if (/^(normal|[1-5]00)$/.test(styleOf(element, "font-weight"))) unwrap(element)
  }
  for (const span of body.querySelectorAll(`span[${STYLE}]`)) {
    if (/^(bold|bolder|[6-9]00)$/.test(styleOf(span, "font-weight"))) wrapInside(span, "strong")
    if (styleOf(span, "font-style") === "italic") wrapInside(span, "em")
    const raised = { super: "sup", sub: "sub" }[styleOf(span, "vertical-align")]
    if (raised) wrapInside(span, raised)
  }
}

/* Every level becomes one of our two, and a table row or a list keeps its paragraphs. */
function readHeadings(body) {
  for (const heading of body.querySelectorAll("h1")) rename(heading, "h2")
  for (const heading of body.querySelectorAll("h4, h5, h6")) rename(heading, "h3")
}

/* Returns [level, tag of the list] of a paragraph that is an item in disguise, and undresses it. */
function itemOf(paragraph) {
  const marker = [...paragraph.querySelectorAll("span")].find((span) =>
    /ignore/.test(styleOf(span, "mso-list")),
  )
  const level = /level(\d)/.exec(styleOf(paragraph, "mso-list"))?.[1]
  const text = marker?.textContent ?? ""
  marker?.remove()
  if (marker || level) return [Number(level ?? 1), ORDERED.test(text.trim()) ? "ol" : "ul"]
  const bullet = BULLET.exec(paragraph.textContent)?.[0]
  if (!bullet || bullet.length === paragraph.textContent.length) return null
  dropStart(paragraph, bullet.length)
  return [/[o§]/.test(bullet) ? 2 : 1, "ul"]
}

function dropStart(element, signs) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let left = signs; left > 0 && walker.nextNode(); ) {
    const { data } = walker.currentNode
    walker.currentNode.data = data.slice(left)
    left -= data.length
  }
}

/* Word writes lists as paragraphs that begin with a bullet or a number. */
function readLists(body) {
  let open = [] // [level, list], the outermost first
  let last = null
  for (const paragraph of body.querySelectorAll("p")) {
    const isItem = !paragraph.closest("li, td, th")
    const found = isItem ? itemOf(paragraph) : null
    if (!found || paragraph.previousElementSibling !== last) open = []
    last = null
    if (!found) continue
    const [level, tag] = found
    open = open.filter(([own, list]) => own < level || (own === level && list.localName === tag))
    if (!open.length || open.at(-1)[0] < level) {
      const list = body.ownerDocument.createElement(tag)
      if (open.length) open.at(-1)[1].lastElementChild.append(list)
      else paragraph.before(list)
      open.push([level, list])
    }
    const item = body.ownerDocument.createElement("li")
    open.at(-1)[1].append(item)
    item.append(paragraph)
    last = open[0][1]
  }
}

/**
 * Returns {html, images}: pasted HTML ready for the schema, and how many pictures were in it.
 *
 * Style sheets go and style attributes get another name before anything parses them: the policy
 * of the page would block and report each of them.
 */
export function cleanPasted(html) {
  if (html.includes("data-pm-slice")) return { html, images: 0 }
  const unstyled = html
    .replace(/<style[\s>][\s\S]*?<\/style\s*>/gi, "")
    .replace(/(<[a-z][^>]*?\s)style(?=\s*=)/gi, `$1${STYLE}`)
  const { body } = new DOMParser().parseFromString(unstyled, "text/html")
  const images = body.querySelectorAll("img").length
  for (const element of body.querySelectorAll("style, script, meta, link, title, xml, img")) {
    element.remove()
  }
  readMarks(body)
  readHeadings(body)
  readLists(body)
  return { html: body.innerHTML, images }
}
