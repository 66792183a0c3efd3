/* A small window that asks for a few lines. */

import { crel } from "django-prose-editor/editor"

let asked = 0

function fieldFor({ name, label, value = "", type = "text", required = false }, id) {
  const input = crel("input", { id, name, type, value, required, autocomplete: "off" })
  return crel("p", {}, [crel("label", { htmlFor: id, textContent: label }), input])
}

/**
 * Asks and returns a promise of {button, name: value, …}, or of null when it was put aside.
 *
 * `buttons` are [{name, label}], the first one answers Enter; `check(values)` returns a sentence
 * that keeps the window open, or "". The window hangs on the body: a form must not lie in a form.
 */
export function ask({ title, fields, buttons, cancel, check = () => "" }) {
  asked += 1
  const error = crel("p", { className: "editor-error", role: "alert" })
  const form = crel("form", { method: "dialog" }, [
    crel("h2", { id: `editor-title-${asked}`, textContent: title }),
    ...fields.map((field, index) => fieldFor(field, `editor-field-${asked}-${index}`)),
    error,
    crel("div", { className: "editor-answers" }, [
      ...buttons.map(({ name, label }) =>
        crel("button", { type: "submit", value: name, textContent: label }),
      ),
      crel("button", { type: "button", className: "editor-cancel", textContent: cancel }),
    ]),
  ])
  const dialog = crel(
    "dialog",
    { className: "editor-dialog", "aria-labelledby": `editor-title-${asked}` },
    [form],
  )
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    let answer = null
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const values = Object.fromEntries(new FormData(form))
      for (const name in values) values[name] = values[name].trim()
      values.button = event.submitter?.value ?? buttons[0].name
      error.textContent = check(values)
      if (error.textContent) return
      answer = values
      dialog.close()
    })
    form.querySelector(".editor-cancel").addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
  })
}
