// What the page asks of the document around it: <i data-lang="es">, data-query, data-sight.
const asked = {
  lang(language) { document.documentElement.lang = language },
  // Completes the address without a new entry of history.
  query(text) { history.replaceState(history.state, '', location.pathname + text + location.hash) },
  // Scrolls the list around a card that was chosen elsewhere, not the page.
  sight(key) {
    const card = document.querySelector(`.st-key-${CSS.escape(key)}`)
    for (let box = card?.parentElement; box; box = box.parentElement) {
      if (getComputedStyle(box).overflowY !== 'auto') continue
      box.scrollTop += card.getBoundingClientRect().top - box.getBoundingClientRect().top - 8
      break
    }
  },
}
const done = new WeakSet()
new MutationObserver(() => {
  for (const element of document.querySelectorAll('i[data-lang], i[data-query], i[data-sight]')) {
    if (done.has(element)) continue
    done.add(element)
    for (const [name, value] of Object.entries(element.dataset)) asked[name]?.(value)
  }
}).observe(document, { childList: true, subtree: true })
// Where and when a page is printed is written as it is printed.
window.onbeforeprint = () => {
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: 'long' })
  const foot = document.querySelector('p.on-paper')
  if (foot) foot.textContent = `${location.href} · ${day}`
}
