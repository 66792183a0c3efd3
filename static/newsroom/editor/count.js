/* Signs (spaces included), words and reading time under the text. */

const filled = (label, number, lang) => label.replace("%s", number.toLocaleString(lang))

/** Returns {signs, words, minutes} of a document; a sign alone, such as « or :, is no word. */
export function measure(doc, wordsAMinute) {
  const text = doc.textBetween(0, doc.content.size, "\n", "\n")
  const signs = [...text.replaceAll("\n", "")].length
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  const minutes = words ? Math.max(1, Math.round(words / wordsAMinute)) : 0
  return { signs, words, minutes }
}

/** Returns the sentence to show, such as « 4 210 signes · 702 mots · 3 min de lecture ». */
export function measured(doc, { labels, lang, wordsAMinute }) {
  const { signs, words, minutes } = measure(doc, wordsAMinute)
  const plural = new Intl.PluralRules(lang)
  const say = (forms, number) => filled(forms[plural.select(number) === "one" ? 0 : 1], number, lang)
  return [
    say(labels.signs, signs),
    say(labels.words, words),
    filled(labels.minutes, minutes, lang),
  ].join(" · ")
}
