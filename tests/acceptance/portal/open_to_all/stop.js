// Reads the stop that has focus, and what it shows of the one before: see keyboard.py.
() => {
  const shown = (element) => element.closest('label') || element;
  const ring = (element) => {
    const near = [element, shown(element), element.parentElement, element.nextElementSibling];
    return near.filter(Boolean).flatMap((one) => ['', '::before', '::after'].map((part) => {
      const style = getComputedStyle(one, part || null);
      const line = style.outlineStyle === 'none' ? '' : style.outline;
      return line + '|' + style.boxShadow;
    })).join();
  };
  const text = (element) => [...element.childNodes].map((one) => {
    if (one.nodeType === Node.TEXT_NODE) return one.nodeValue;
    const silent = one.nodeType !== Node.ELEMENT_NODE || one.ariaHidden === 'true';
    return silent ? '' : text(one);
  }).join('');
  const said = (element) => {
    const by = (element.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean);
    const words = by.map((id) => text(document.getElementById(id))).join(' ')
      || element.ariaLabel || [...(element.labels || [])].map(text).join(' ')
      || text(element) || element.title;
    return words.replace(/\s+/g, ' ').trim();
  };
  const stays = (element) => {
    for (let one = element; one; one = one.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(one).position)) return true;
    }
    return false;
  };
  // A card's title is pressed anywhere on the card.
  const whole = (element) => {
    const { position, content } = getComputedStyle(element, '::after');
    return position === 'absolute' && content !== 'none' ? element.offsetParent : element;
  };
  // The boxes, within what holds both, that this stop and the one before stand in.
  const apart = (first, second) => {
    let holder = first;
    while (!holder.contains(second)) holder = holder.parentElement;
    const child = (one) => {
      while (one.parentElement !== holder) one = one.parentElement;
      return one;
    };
    return holder === first || holder === second
      ? null : [child(first), child(second)].map((one) => one.getBoundingClientRect());
  };
  const goesBack = (first, second) => {
    if (stays(first) || stays(second)) return false;
    const boxes = apart(whole(first), whole(second));
    if (!boxes) return false;
    const [one, two] = boxes;
    if (two.bottom <= one.top + 1) return two.left < one.right && one.left < two.right;
    const beside = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    if (beside < Math.min(one.height, two.height) / 2) return false;
    return document.dir === 'rtl' ? two.left >= one.right - 1 : two.right <= one.left + 1;
  };
  const hidden = (element) => {
    const box = [...shown(element).getClientRects()].find((one) => one.width && one.height);
    if (!box) return 'nothing';
    const x = Math.max(1, box.left) / 2 + Math.min(innerWidth - 1, box.right) / 2;
    const high = box.height < innerHeight / 2;
    for (const y of high ? [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2]
                         : [Math.max(1, box.top) / 2 + Math.min(innerHeight - 1, box.bottom) / 2]) {
      const hit = document.elementFromPoint(x, y);
      if (!hit) return 'the edge of the screen';
      if (!shown(element).contains(hit) && !hit.contains(element)) {
        return hit.tagName.toLowerCase() + '.' + hit.className;
      }
    }
    return '';
  };
  const faults = [];
  const before = window.stoodOn;
  const now = document.activeElement;
  const again = before && before.element === now;
  if (before && !again && before.element.isConnected
      && before.ring === ring(before.element)) faults.push('focus is not seen on: ' + before.said);
  if (!now || now === document.body) {
    window.stoodOn = null;
    return { said: '', faults };
  }
  const words = said(now);
  const where = words || now.outerHTML.slice(0, 120);
  if (!words && now.tagName !== 'VIDEO') faults.push('no name: ' + where);
  if (now.tabIndex > 0) faults.push('a place of its own in the order: ' + where);
  const cover = hidden(now);
  if (cover) faults.push('hidden by ' + cover + ': ' + where);
  const begun = now.matches('.skip-link');
  if (before && before.element.isConnected && !begun && goesBack(before.element, now)) {
    faults.push('back on the screen, from “' + before.said + '” to “' + where + '”');
  }
  // Within a film or a date one stands on its parts, which the browser shows itself.
  window.stoodOn = { element: now, ring: again ? before.ring : ring(now), said: where };
  return { said: words, faults };
}
