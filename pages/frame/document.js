// What the page asks of the document around it: <i data-lang="es">, data-query, data-sight.
const asked = {
  lang(language) { document.documentElement.lang = language },
  // The way past the navigation, which Streamlit calls so in English only.
  skip(text) { document.querySelector('[data-testid=stSkipToContent]')?.replaceChildren(text) },
  // What the button is called that opens the menu on a phone.
  menu(text) { document.documentElement.style.setProperty('--menu', JSON.stringify(text)) },
  // Completes the address without a new entry of history.
  query(text) { history.replaceState(history.state, '', location.pathname + text + location.hash) },
  // Brings a card that was chosen elsewhere into sight, where its beginning is not.
  sight(key) {
    const card = document.querySelector(`.st-key-${CSS.escape(key)}`)
    const top = card?.getBoundingClientRect().top
    if (top === undefined || (top >= 0 && top < innerHeight - 120)) return
    card.style.scrollMarginTop = '4.5rem' // below the bar that stays
    card.scrollIntoView()
  },
}
// On a phone the menu makes room for the page that was chosen in it.
document.addEventListener('click', ({ target }) => {
  if (innerWidth > 640 || !target.closest?.('[data-testid=stSidebarNavLink]')) return
  setTimeout(() => document.querySelector('[data-testid=stSidebarCollapseButton] button')?.click())
})
// On a phone the controls are a sheet: ✕, Escape, a tap or the focus beside it shut it.
const { classList } = document.documentElement
const ask = (open) => {
  const box = document.querySelector('.st-key-question')
  classList.toggle('asking', open)
  box.role = open ? 'dialog' : null
  box.ariaLabel = open ? box.querySelector('h2').textContent : null
}
const beside = ({ target }) =>
  classList.contains('asking') && target.closest?.('.stApp') && !target.closest('.st-key-question')
document.addEventListener('click', (event) => {
  const opens = event.target.closest?.('.to-question')
  const shut = event.target.closest?.('.shut')
  if (opens && innerWidth <= 640) {
    event.preventDefault()
    ask(true)
    document.querySelector('.shut').focus()
  } else if (shut || beside(event)) {
    ask(false)
    if (shut) document.querySelector('.to-question').focus()
  }
})
document.addEventListener('focusin', (event) => beside(event) && ask(false))
addEventListener('keydown', ({ key }) => {
  // A list that is open in the sheet shuts first.
  if (key !== 'Escape' || document.querySelector('.st-key-question [aria-expanded=true]')) return
  if (classList.contains('asking')) document.querySelector('.shut').click()
}, true)
const done = new WeakSet()
new MutationObserver(() => {
  for (const element of document.querySelectorAll('i[data-lang], i[data-query], i[data-sight]')) {
    if (done.has(element)) continue
    done.add(element)
    for (const [name, value] of Object.entries(element.dataset)) asked[name]?.(value)
  }
  for (const sent of document.querySelectorAll('.rows > pre')) sent.replaceWith(built(sent))
}).observe(document, { childList: true, subtree: true })
// A table of the columns that were sent: text is text, and leads to pages only.
const made = (name, properties, ...within) => {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...within)
  return element
}
const built = ({ textContent, parentElement: { dataset: { target } } }) => {
  const columns = JSON.parse(textContent)
  const heads = columns.map(({ head, means }) => {
    const button = made('button', { type: 'button' }, head)
    button.dataset.means = means
    return made('th', { scope: 'col' }, button)
  })
  const cell = ({ lang, texts, values, base, to }, row) => {
    const [text, value] = [texts[row] ?? '—', values?.[row]]
    const href = typeof to?.[row] === 'string' ? base + to[row] : ''
    const leads = text !== '—' && /^(https?:\/\/|[/?#])/.test(href)
    // A cell without a language of its own has the page's, which an empty one would take from it.
    const td = made('td', lang ? { lang } : {}, leads ? made('a', { href, target }, text) : text)
    if (value != null) td.dataset.value = value
    else if (values && text === '—') td.className = 'right'
    return td
  }
  const rows = (columns[0]?.texts ?? []).map((_, row) => made('tr', {}, ...columns.map((column) => cell(column, row))))
  return made('table', {}, made('thead', {}, made('tr', {}, ...heads)), made('tbody', {}, ...rows))
}
// A heading sorts its table, up and then down, blanks last; below stands what it means.
const headed = ({ target }) => target.closest?.('.rows th')
const tell = (event) => {
  const means = headed(event)?.firstElementChild.dataset.means
  if (means) event.target.closest('.rows').nextElementSibling.textContent = means
}
document.addEventListener('mouseover', tell)
document.addEventListener('focusin', tell)
document.addEventListener('click', (event) => {
  const head = headed(event)
  if (!head) return
  const order = head.ariaSort === 'ascending' ? 'descending' : 'ascending'
  for (const each of head.parentElement.cells) each.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', order)
  const up = order === 'ascending' ? 1 : -1
  const value = ({ cells }) => {
    const { dataset, textContent } = cells[head.cellIndex]
    return dataset.value === undefined ? textContent : Number(dataset.value)
  }
  const blank = (one) => one === '—'
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true })
  const [body] = head.closest('table').tBodies
  const rows = [...body.rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)]
    if (blank(a) || blank(b)) return blank(a) - blank(b)
    return up * (typeof a === 'number' && typeof b === 'number' ? a - b : compare(a, b))
  })
  body.append(...rows)
})
document.addEventListener('click', ({ target }) => {
  if (target.matches?.('.skip-rows')) target.nextElementSibling.nextElementSibling.focus()
})
// A text is copied, or selected where there is no clipboard (without https): keys still work then.
document.addEventListener('click', async ({ target }) => {
  const button = target.closest?.('.copy button')
  if (!button) return
  const [text, status] = [button.previousElementSibling, button.nextElementSibling]
  try {
    await navigator.clipboard.writeText(text.textContent)
    status.textContent = button.dataset.copied
  } catch {
    getSelection().selectAllChildren(text)
    text.focus()
    status.textContent = button.dataset.selected
  }
})
// What a term means goes by Escape, until another place is pointed at.
document.addEventListener('keydown', ({ key }) => key === 'Escape' && classList.add('untold'))
for (const event of ['mouseover', 'focusin']) document.addEventListener(event, () => classList.remove('untold'))
// Where and when a page is printed is written as it is printed.
window.onbeforeprint = () => {
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: 'long' })
  const foot = document.querySelector('p.where')
  if (foot) foot.textContent = `${location.href} · ${day}`
  // Charts keep the ground that their letters are made for; what to know before quoting is open.
  const ground = getComputedStyle(document.querySelector('.stApp')).backgroundColor
  for (const chart of document.querySelectorAll('.vega-embed canvas')) chart.style.background = ground
  const folded = ':is([class*=st-key-caveats-], .st-key-law-cards) details:not([open]), details:is(.map-words, .age):not([open])'
  for (const each of document.querySelectorAll(folded)) {
    opened.push(each)
    each.open = true
  }
  for (const table of document.querySelectorAll('.rows:not(:has(.block)) table')) table.after(...blocks(table))
}
window.onafterprint = () => {
  for (const each of opened.splice(0)) each.open = false
  for (const block of document.querySelectorAll('.rows .block')) block.remove()
}
const opened = []
// Paper is narrow: a wide table goes there in blocks of columns, each with the names of its rows,
// which are the first column that leads somewhere, or the first.
const COLUMNS = 11
function blocks(table) {
  const [{ cells: heads }, row] = table.rows
  const named = Math.max(0, [...(row?.cells ?? [])].findIndex((cell) => cell.querySelector('a')))
  if (heads.length <= COLUMNS) return []
  const others = [...heads].map((_, i) => i).filter((i) => i !== named)
  const count = Math.ceil(others.length / (COLUMNS - 1))
  const most = Math.ceil(others.length / count)
  return Array.from({ length: count }, (_, k) => {
    const block = table.cloneNode(true)
    const kept = new Set([named, ...others.slice(k * most, (k + 1) * most)])
    block.className = 'block'
    for (const { cells } of block.rows) [...cells].forEach((cell, i) => kept.has(i) || cell.remove())
    return block
  })
}
