export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let label = parentElement.querySelector('label');
  if (!label) {
    label = document.createElement('label');
    const words = document.createElement('span');
    const box = document.createElement('input');
    box.type = 'search';
    box.autocomplete = 'off';
    box.spellcheck = false;
    let waiting;
    box.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => label.tell('typed', box.value), data.pause);
    });
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && box.value.trim()) {
        clearTimeout(waiting);
        label.tell('typed', box.value);
        label.open('opened', box.value);
      }
    });
    label.append(words, box);
    parentElement.append(label);
  }
  label.tell = setStateValue;
  label.open = setTriggerValue;
  label.firstChild.textContent = data.label;
  label.lastChild.placeholder = data.example;
}
