// The keys of the moderation: each presses a button of the page, which works without them.

const form = document.querySelector("#acts")
const bar = document.querySelector(".undo-bar")
let isSent = false

function isTyping({ target, ctrlKey, altKey, metaKey }) {
  return ctrlKey || altKey || metaKey || target.closest("input, textarea, select")
}

function press(button) {
  if (!button || isSent) return false
  button.click()
  return true
}

function open(key) {
  const details = document.querySelector(`summary[data-opens="${key}"]`)?.parentElement
  if (!details) return false
  details.open = !details.open
  return true
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || isTyping(event)) return
  const key = event.key.toLowerCase()
  const isRefusing = document.querySelector(".act-reject")?.open
  const attribute = isRefusing ? "data-reason" : "data-key"
  const done = open(key) || press(document.querySelector(`[${attribute}="${CSS.escape(key)}"]`))
  if (done) event.preventDefault()
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const details of document.querySelectorAll(".acts details[open]")) details.open = false
  document.activeElement.blur() // or the keys would still go to the field that was hidden
})

// One press is one judgement, however often a thumb comes down.
for (const each of [form, bar]) {
  each?.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault()
    isSent = true
  })
}
addEventListener("pageshow", () => (isSent = false))

// What can no longer be undone is no longer offered.
if (bar) setTimeout(() => bar.remove(), Number(bar.dataset.seconds) * 1000)
