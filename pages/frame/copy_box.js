// A text to copy: selectable, focusable, with a button that says what it did.
export default function ({ parentElement, data }) {
    const part = (name) => parentElement.querySelector(name)
    const text = part('pre'), button = part('button'), status = part('span')
    text.textContent = data.text
    text.setAttribute('aria-label', data.label)
    button.textContent = data.copy
    status.textContent = ''
    button.onclick = async () => {
        try {
            await navigator.clipboard.writeText(data.text)
            status.textContent = data.copied
        } catch { // no clipboard without https: the keys still work on what is selected
            getSelection().selectAllChildren(text)
            text.focus()
            status.textContent = data.selected
        }
    }
}
