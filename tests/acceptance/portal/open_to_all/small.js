// What one presses and can't hit: buttons and ways are 44 px, everything else 24 px at least. A
// link within a sentence is as high as its line.
() => {
  const PRESSED = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
  const WAYS = 'button, summary, select, textarea, input, nav a, .button, .tool, .chip, .room';
  const inSentence = (one) => getComputedStyle(one).display === 'inline'
    && [...one.parentElement.childNodes].some(
      (next) => next.nodeType === Node.TEXT_NODE && next.nodeValue.trim().length > 1);
  const isThere = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled
    && !one.closest('.visually-hidden, .skip-link, [inert]');
  const target = (one) => {
    const after = getComputedStyle(one, '::after');
    // A card is pressed anywhere.
    if (after.position === 'absolute' && after.content !== 'none') return one.offsetParent || one;
    return one.closest('label') || one;
  };
  const words = (one) => (one.getAttribute('aria-label') || one.textContent || one.name || '')
    .trim().replace(/\s+/g, ' ').slice(0, 40);
  const faults = [];
  for (const one of document.querySelectorAll(PRESSED)) {
    if (!isThere(one) || inSentence(one)) continue;
    const { width, height } = target(one).getBoundingClientRect();
    const least = one.matches(WAYS) && !one.matches('.word') ? 44 : 24;
    if (!width || !height || (width > least - 0.5 && height > least - 0.5)) continue;
    const size = `${Math.round(width)} × ${Math.round(height)} px`;
    faults.push(`${size}: ${one.tagName.toLowerCase()}.${one.className} “${words(one)}”`);
  }
  return [...new Set(faults)];
}
