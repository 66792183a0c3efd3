// Brings what is reserved to the reader who is signed in into a page that is the same for everybody.
// Without it, links in those places lead to the same things.
const bring = async (part) => {
  const answer = await fetch(part.dataset.readerPart).catch(() => null);
  if (answer?.status === 200) part.outerHTML = await answer.text();
};
const bringAll = () => document.querySelectorAll("[data-reader-part]").forEach(bring);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", bringAll);
else bringAll();
