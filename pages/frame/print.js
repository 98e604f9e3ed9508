// Writes where and when a page is printed, as it is printed.
window.onbeforeprint = () => {
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: 'long' })
  document.querySelector('p.on-paper').textContent = `${location.href} · ${day}`
}
