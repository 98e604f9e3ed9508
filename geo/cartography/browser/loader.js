// Of any component of ours: says that it comes, brings its script, or says that it did not come.
// Texts in one language, or by language.

export default function (component) {
  const { data, parentElement } = component;
  const texts = data.texts[data.lang] ?? data.texts;
  const { dataset } = parentElement.host ?? parentElement;
  if (!('begun' in dataset)) {
    dataset.begun = '';
    const loading = document.createElement('p');
    loading.className = 'loading';
    loading.setAttribute('role', 'status');
    const high = data.height ? `min-height: ${data.height}px; background: ${data.colours.sea}; color: ${data.colours.ink}` : '';
    loading.style = `margin: 0; padding: 1rem; border-radius: 6px; box-sizing: border-box; ${high}`;
    loading.textContent = texts.loading;
    parentElement.append(loading);
  }
  let script;
  const ask = () => {
    script = import(new URL(data.urls.script, document.baseURI).href);
    script.then((ours) => ours.show(component)).catch((error) => {
      const loading = parentElement.querySelector('.loading');
      if (loading) loading.textContent = texts.failed;
      addEventListener('online', () => loading?.isConnected && ask(), { once: true });
      throw error;
    });
  };
  ask();
  return () => script.then((ours) => ours.end(parentElement), () => {});
}
