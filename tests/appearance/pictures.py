"""Pictures to upload: real ones, dangerous ones and false ones."""

import io

from PIL import Image

LOGO = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     viewBox="0 0 40 40" onload="alert(1)">
  <style>.cls-1{fill:#0b5a66}.cls-2{fill:url(#g)}</style>
  <defs><linearGradient id="g"><stop offset="0" style="stop-color:#f3b64b"/></linearGradient></defs>
  <script>alert(document.cookie)</script>
  <foreignObject><p xmlns="http://www.w3.org/1999/xhtml" onclick="alert(1)">x</p></foreignObject>
  <a xlink:href="javascript:alert(1)"><rect width="5" height="5"/></a>
  <rect class="cls-1" width="40" height="40" onclick="alert(1)"/>
  <circle class="cls-2" cx="20" cy="20" r="9" style="stroke:url(http://example.com/x)"/>
  <image href="http://example.com/spy.png"/>
</svg>"""


def photograph(form: str = "PNG", size: tuple[int, int] = (640, 320), **options: object) -> bytes:
    """A picture in a format that Pillow writes."""
    written = io.BytesIO()
    Image.new("RGB", size, "#0B5A66").save(written, form, **options)
    return written.getvalue()
