"""The writing surface as a person uses it: keys, buttons, windows, and what is then stored."""

from playwright.sync_api import expect

from tests.browser.conftest import choose_in_window

# Whether the editor has the caret where the browser shows it. ProseMirror looks for it 20 ms after
# it got the focus, and undoes what moves it within 50 ms of some changes: timers that are due.
CARET_IS_KNOWN = """async (text) => {
    await new Promise((done) => setTimeout(done, 60))
    const { view } = text.editor
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection()
    const { anchor, head } = view.state.selection
    return document.activeElement === text
        && view.posAtDOM(anchorNode, anchorOffset) === anchor
        && view.posAtDOM(focusNode, focusOffset) === head
}"""
SELECT = f"""async ([text, words, inside, signs]) => {{
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
    const isThere = ({{ data, parentElement }}) =>
        data.includes(words) && parentElement.closest(inside)
    while (walker.nextNode() && !isThere(walker.currentNode));
    const node = walker.currentNode
    const start = node.data.indexOf(words)
    text.focus()
    getSelection().setBaseAndExtent(node, start, node, start + signs)
    const isKnown = await ({CARET_IS_KNOWN})(text)
    return isKnown && getSelection().toString() === words.slice(0, signs)
}}"""


class Desk:
    """One open form: what a person does on it, and what the database then holds."""

    def __init__(self, page, article):
        self.page = page
        self.article = article
        self.text = page.locator(".editor-article .ProseMirror")
        self.text.wait_for()

    def press(self, action):
        self.page.locator(f".editor-article [data-action={action}]").click()

    def type(self, *lines):
        for number, line in enumerate(lines):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.insert_text(line)

    def select(self, words, *, inside="p", signs=None):
        """Select `words`, or their first `signs`, until the editor knows."""
        signs = len(words) if signs is None else signs
        arguments = [self.text.element_handle(), words, inside, signs]
        self.page.wait_for_function(SELECT, arg=arguments)

    def put_caret_before(self, words):
        self.select(words, signs=0)

    def wait_for_caret(self):
        self.page.wait_for_function(CARET_IS_KNOWN, arg=self.text.element_handle())

    def choose(self, action, heading):
        """Press a row of the list that opens in a window of its own: its card then stands."""
        cards = self.text.locator(".editor-card")
        stood = cards.count()
        choose_in_window(
            self.page,
            press=lambda: self.press(action),
            row=lambda library: library.get_by_role("link", name=heading),
        )
        expect(cards).to_have_count(stood + 1)
        self.wait_for_caret()

    def fill(self, **fields):
        dialog = self.page.locator("dialog.editor-dialog")
        for name, value in fields.items():
            dialog.locator(f"[name={name}]").fill(value)
        dialog.locator("[type=submit]").first.click()

    def answer(self, **fields):
        """Fill in the window, which then closes and gives the caret back."""
        self.fill(**fields)
        self.page.locator("dialog.editor-dialog").wait_for(state="detached")
        self.wait_for_caret()

    def paste(self, kind, data):
        self.text.evaluate(
            """(text, [kind, data]) => {
                const clipboardData = new DataTransfer()
                clipboardData.setData(kind, data)
                const event = { clipboardData, bubbles: true, cancelable: true }
                text.dispatchEvent(new ClipboardEvent("paste", event))
            }""",
            [kind, data],
        )

    @property
    def field(self):
        """What would be sent."""
        return self.page.locator("#id_body")

    def save(self):
        with self.page.expect_navigation():
            self.page.locator("[name=_continue]").click()
        self.page.locator(".messagelist .success").wait_for()
        self.article.refresh_from_db()
        return self.article.body
