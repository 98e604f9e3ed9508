// A connection that is cut is said in the page's language, in a corner; Streamlit's own window,
// which covers the page, is shut before it is painted. What the page shows stays in use.
(() => {
  const TEXTS = $texts;
  const CUT = ['PINGING_SERVER', 'DISCONNECTED_FOREVER'];
  const WINDOW = 'section[role=dialog]';
  let notice;
  new MutationObserver(() => {
    const state = document.querySelector('.stApp')?.dataset.testConnectionState;
    // While a page opens its server is asked, too; that it cannot be reached says the window.
    const cut = CUT.includes(state) && Boolean(notice ?? document.querySelector(`.stApp h1, $${WINDOW}`));
    if (cut) document.querySelector(`$${WINDOW} > button`)?.click();
    if (!cut === !notice) return;
    notice?.remove();
    notice = cut ? Object.assign(document.createElement('p'), { className: 'connection-cut' }) : null;
    if (!notice) return;
    notice.setAttribute('role', 'status');
    document.body.append(notice);
    notice.textContent = TEXTS[document.documentElement.lang];
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-test-connection-state'] });
  navigator.serviceWorker?.register('/worker.js').catch(() => {});
})();
