/* Addresses of links and embeds, and the windows that ask for them. */

import { ask } from "newsroom/editor/dialog"

/** Says whether an address may be a link: web, mail, telephone or on this site. */
export const isAddress = (url) =>
  /^(https?:\/\/[^/?#\s]|mailto:[^\s?]+@|tel:\+?\d|\/(?![/\\]))/i.test(url)

/** Returns the player of an address, null when its site is not on the list of newsroom/embeds.py. */
export function playerOf(url, players) {
  const found = players.find(([, pattern]) => new RegExp(pattern).test(url))
  return found ? found[0] : null
}

/** Completes what a person types for an address: www.site.ml, a mail address, a telephone number. */
export function completed(typed) {
  const embedded = typed.match(/<iframe[^>]*\ssrc="([^"]+)"/i)
  if (embedded) return embedded[1]
  if (isAddress(typed)) return typed
  if (/^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i.test(typed)) return `mailto:${typed}`
  if (/^\+?[\d .-]{6,}$/.test(typed)) return `tel:${typed.replace(/[ .-]/g, "")}`
  if (/^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,}([/?#].*)?$/i.test(typed)) return `https://${typed}`
  return typed
}

/** Returns a text with a link, as the engine's JSON. */
export const linked = (text, href) => ({
  type: "text",
  text,
  marks: [{ type: "link", attrs: { href } }],
})

/** Asks for the address of the selected text, or of a text that is its own address. */
export async function askForLink(editor, { labels }) {
  const current = editor.getAttributes("link").href ?? ""
  const { empty } = editor.state.selection
  const buttons = [{ name: "ok", label: labels.ok }]
  if (current) buttons.push({ name: "unlink", label: labels.unlink })
  const answer = await ask({
    title: labels.linkTitle,
    fields: [{ name: "url", label: labels.address, value: current }],
    buttons,
    cancel: labels.cancel,
    check: ({ url, button }) =>
      button === "ok" && !isAddress(completed(url)) ? labels.badAddress : "",
  })
  if (!answer) return editor.commands.focus()
  const href = completed(answer.url)
  const chain = editor.chain().focus().extendMarkRange("link")
  if (answer.button === "unlink") chain.unsetLink().run()
  else if (empty && !current) chain.insertContent(linked(answer.url, href)).run()
  else chain.setLink({ href }).run()
}

/** Asks for {url, title}; a site without a player is proposed as a link, in so many words. */
export async function askForEmbed({ labels, players }, attrs) {
  const fields = (values) => [
    { name: "url", label: labels.address, value: values.url },
    { name: "title", label: labels.embedTitle, value: values.title },
  ]
  const answer = await ask({
    title: labels.embed,
    fields: fields(attrs),
    buttons: [{ name: "ok", label: labels.ok }],
    cancel: labels.cancel,
    check: ({ url }) => (isAddress(completed(url)) ? "" : labels.badAddress),
  })
  if (!answer) return null
  answer.url = completed(answer.url)
  if (playerOf(answer.url, players)) return answer
  return ask({
    title: labels.notPlayed.replace("%s", labels.playerNames),
    fields: fields(answer),
    buttons: [{ name: "link", label: labels.insertLink }],
    cancel: labels.cancel,
    check: ({ url }) => (isAddress(completed(url)) ? "" : labels.badAddress),
  })
}
