/* Choosing a row in the stock admin's popup, as for a foreign key. */

import { crel } from "django-prose-editor/editor"

let chosen = 0

/**
 * Opens the list at `address` in the admin's popup and calls `done(number)` with the row pressed,
 * or with the row just added there.
 *
 * The admin writes the number into the element that has the name of the window, and announces it
 * through jQuery, which a native listener would not hear: hence `onchange`.
 */
export function choose(address, done) {
  chosen += 1
  const id = `id_editor_choice_${chosen}`
  const input = crel("input", { type: "hidden", id })
  input.onchange = () => {
    const number = Number.parseInt(input.value, 10)
    input.remove()
    if (number > 0) done(number)
  }
  document.body.append(input)
  window.showRelatedObjectLookupPopup(crel("a", { id: `lookup_${id}`, href: address }))
}
