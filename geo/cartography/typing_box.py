"""A box whose text is sent while it is typed, for suggestions; Streamlit's waits for Enter."""

NAME = "corredor.typing"
PAUSE_MS = 200
STYLE = """
label { display: block; font-family: inherit; font-size: .875rem; color: var(--st-text-color) }
input {
  display: block; box-sizing: border-box; width: 100%; margin-top: .35rem; padding: .5rem .75rem;
  font: inherit; font-size: 1rem; color: var(--st-text-color);
  background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: .5rem
}
input:focus { outline: 2px solid var(--st-primary-color); outline-offset: -1px }
"""
SCRIPT = """
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let label = parentElement.querySelector('label')
  if (!label) {
    label = document.createElement('label')
    const words = document.createElement('span')
    const box = document.createElement('input')
    box.type = 'search'
    box.autocomplete = 'off'
    box.spellcheck = false
    let waiting
    box.addEventListener('input', () => {
      clearTimeout(waiting)
      waiting = setTimeout(() => label.tell('typed', box.value), data.pause)
    })
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && box.value.trim()) {
        clearTimeout(waiting)
        label.open('opened', box.value)
      }
    })
    label.append(words, box)
    parentElement.append(label)
  }
  label.tell = setStateValue
  label.open = setTriggerValue
  label.firstChild.textContent = data.label
  label.lastChild.placeholder = data.example
}
"""


def message(label: str, example: str) -> dict:
    """What the box shows; its text comes back as `typed` after a pause, as `opened` on Enter."""
    return {"label": label, "example": example, "pause": PAUSE_MS}
