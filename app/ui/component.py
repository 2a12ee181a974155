"""Puts one of our browser modules on a page."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final

from streamlit.components.v2 import component

from app.places import BROWSER

# Streamlit calls this anew whenever the page is run again, and may take back what is still loading: so one part is kept
# for each place on a page, and only who came last may close it.
SCRIPT: Final = """
const parts = new Map();
let calls = 0;
export default async function ({ data: [data], parentElement: root }) {
  const call = ++calls;
  const kept = parts.get(root) ?? {};
  parts.set(root, kept);
  kept.last = call;
  kept.code ??= import(location.origin + "/browser/MODULE.bundle.js");
  const { mount } = await kept.code;
  if (parts.get(root) !== kept) return;
  root.querySelector(".until")?.remove();
  if (kept.part) kept.part.update(data);
  else kept.part = mount(root, data);
  return () => {
    if (kept.last !== call) return;
    kept.part.close();
    parts.delete(root);
  };
}
"""


def browser_part(module: str, sheets: Sequence[str] = (), until: str = "") -> Callable[[str, Any], None]:
    """What mounts `mount(root, data)` of a module, called with a key and the data. Once a process and module.

    `until`: a sentence that stands there until then.
    """
    css = "\n".join((BROWSER / sheet).read_text("utf-8") for sheet in sheets)
    html = f'<p class="until" role="status">{escape(until)}</p>' if until else None
    part = component(f"undertable_{module}", html=html, js=SCRIPT.replace("MODULE", module), css=css or None)

    def put(key: str, data: Any) -> None:
        # In a mapping Streamlit would look for tables, and to know one it imports pandas, which takes most of a second.
        part(key=key, data=[data])

    return put
