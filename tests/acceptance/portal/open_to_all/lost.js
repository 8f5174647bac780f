// Words beyond the edge of the screen, and words that are cut off.
() => {
  const faults = [];
  const name = (one) => `${one.tagName.toLowerCase()}.${[...one.classList].join('.')}`
    + ` “${one.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !one.closest('.visually-hidden, .skip-link');
  const scrolls = (one) => {
    for (; one && one !== document.body; one = one.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(one).overflowX)) return true;
    }
    return false;
  };
  const wide = document.scrollingElement.scrollWidth;
  if (wide > innerWidth) faults.push(`${wide} px wide on ${innerWidth}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const holders = new Set();
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    if (!texts.currentNode.nodeValue.trim() || !seen(holder) || scrolls(holder)) continue;
    if (['SCRIPT', 'STYLE', 'OPTION'].includes(holder.tagName) || holder.closest('svg')) continue;
    range.selectNodeContents(texts.currentNode);
    for (const box of range.getClientRects()) {
      if (box.width && (box.right > innerWidth + 1 || box.left < -1)) {
        faults.push('beyond the edge: ' + name(holder));
        break;
      }
    }
    holders.add(holder);
  }
  for (const holder of holders) {
    for (let one = holder; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      // The beginning of what stands whole on the page that the card leads to.
      if (style.webkitLineClamp !== 'none') break;
      const clips = (way) => ['hidden', 'clip'].includes(way);
      if (clips(style.overflowX) && one.scrollWidth > one.clientWidth + 1
          && range_ends(holder, one, 'x')) faults.push('cut off: ' + name(holder));
      else if (clips(style.overflowY) && one.scrollHeight > one.clientHeight + 2
          && range_ends(holder, one, 'y')) faults.push('cut off below: ' + name(holder));
    }
  }
  function range_ends(holder, frame, way) {
    const box = frame.getBoundingClientRect();
    range.selectNodeContents(holder);
    return [...range.getClientRects()].some((one) => way === 'x'
      ? one.right > box.right + 1 || one.left < box.left - 1
      : one.bottom > box.bottom + 3 || one.top < box.top - 3);
  }
  return [...new Set(faults)];
}
