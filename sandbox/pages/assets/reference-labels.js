// Names what Scalar leaves unnamed for those who listen to the page or use the keyboard. Scalar draws
// as one scrolls, so this runs again after every change; each rule leaves alone what is right already.
const mend = () => {
  const each = (selector, change) => document.querySelectorAll(selector).forEach(change)
  each('button[aria-selected]:not([role="tab"])', (button) => {
    if (button.getAttribute('aria-selected') === 'true') button.setAttribute('aria-current', 'page')
    else button.removeAttribute('aria-current')
    button.removeAttribute('aria-selected')
  })
  each('button[role="search"]', (button) => button.removeAttribute('role'))
  each('aside[role="navigation"]', (aside) => aside.removeAttribute('role'))
  each('.scalar-code-copy:not([aria-label]), .code-copy:not([aria-label])', (button) => {
    button.setAttribute('aria-label', 'Copy')
  })
  each('.client-libraries-list [role="tab"] ~ :not([role]), .client-libraries-list > div:not([role])', (item) => {
    item.setAttribute('role', 'presentation')
  })
  each('.show-more[aria-label]', (button) => button.removeAttribute('aria-label'))
  each('.response-card[role="region"]', (card) => card.removeAttribute('role'))
  each('ul.endpoints:not([tabindex])', (list) => list.setAttribute('tabindex', '0'))
}

let isPlanned = false
new MutationObserver(() => {
  if (isPlanned) return
  isPlanned = true
  requestAnimationFrame(() => {
    isPlanned = false
    mend()
  })
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-selected'] })
