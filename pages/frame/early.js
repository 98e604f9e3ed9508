// The first screen until the application has come: words and map of the same view, by one request.
// The application's own scripts are sent for when that is drawn, or does not come.
{
  const STATE = 'data-test-script-state'
  const [ANSWER_MS, DRAWN_MS, LATE_MS] = [2500, 20_000, 5000]
  // Of this address: a document that was kept may be of another.
  const coming = fetch(`/early${location.pathname}${location.search}`).then((answer) => answer.json())
  const started = () => {
    const kept = document.getElementById('application')
    kept?.replaceWith(kept.content)
  }
  const start = () => (document.readyState === 'loading' ? addEventListener('DOMContentLoaded', started) : started())
  const unanswered = setTimeout(start, ANSWER_MS)
  const whole = () => document.querySelector(`.stApp[${STATE}=notRunning] :is(h1, [data-testid=stAlert])`)
  const send = (href) => document.head.append(Object.assign(document.createElement('link'), { href, rel: 'preload', as: 'fetch', crossOrigin: '' }))
  const show = async ({ html, map, shapes }) => {
    if (!html || whole()) return start()
    clearTimeout(unanswered)
    setTimeout(start, DRAWN_MS)
    shapes?.forEach(send)
    const host = Object.assign(document.createElement('div'), { id: 'early' })
    const root = host.attachShadow({ mode: 'closed' })
    root.innerHTML = html // ours, all text in it escaped
    root.prepend(...[...document.querySelectorAll('body > style')].map((style) => style.cloneNode(true)))
    document.body.append(host)
    performance.mark('first-words')
    const box = root.querySelector('.drawn')
    let ours
    const go = () => {
      watch.disconnect()
      removeEventListener('map-drawn', drawn)
      host.remove()
      ours?.end(box)
    }
    const drawn = ({ target }) => (target === host ? start() : go())
    const watch = new MutationObserver(() => whole() && setTimeout(go, map ? LATE_MS : 0)) // one may not come
    watch.observe(document, { subtree: true, childList: true, attributeFilter: [STATE] })
    addEventListener('map-drawn', drawn)
    if (!map) return start()
    ours = await import(map.urls.script)
    if (host.isConnected) await ours.before({ parentElement: box, data: map, setTriggerValue() {}, setStateValue() {} })
  }
  addEventListener('map-drawn', () => performance.mark('first-map'), { once: true })
  coming.then(show).catch(start) // the page says what is amiss
}
